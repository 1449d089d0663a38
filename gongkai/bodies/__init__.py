"""Public bodies (机关、单位), their people, and who may act for whom."""
