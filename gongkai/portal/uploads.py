"""How much one upload may be: counted while it comes in, so that too much never fills memory or disk."""

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

MOST_FILES = 20
MOST_BYTES_A_FILE = 30_000_000
MOST_BYTES = 100_000_000
_WORTH_HEARING_OUT = 1_000_000_000  # bytes of a refused upload that are let in and dropped, so that the browser listens

RULE = (
    f"一次最多 {MOST_FILES} 个文件，每个不超过 {MOST_BYTES_A_FILE // 1_000_000} MB，"
    f"合计不超过 {MOST_BYTES // 1_000_000} MB"
)


class Limit(FileUploadHandler):
    """Stops an upload that is too much; `excess` then says what was too much."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.excess = ""
        self._announced = self._files = self._bytes = self._of_file = 0

    def handle_raw_input(
        self,
        input_data: object,
        META: object,  # noqa: N803 - Django's name
        content_length: int,
        boundary: object,
        encoding: object = None,
    ) -> None:
        """Note how much is announced."""
        del input_data, META, boundary, encoding
        self._announced = content_length

    def new_file(
        self,
        field_name: str,
        file_name: str,
        content_type: str,
        content_length: int | None,
        charset: str | None = None,
        content_type_extra: dict[str, bytes] | None = None,
    ) -> None:
        """Count the file."""
        super().new_file(field_name, file_name, content_type, content_length, charset, content_type_extra)
        self._files += 1
        self._of_file = 0
        if self._files > MOST_FILES:
            self._stop(f"文件多于 {MOST_FILES} 个")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Count the bytes and pass them on."""
        del start
        self._of_file += len(raw_data)
        self._bytes += len(raw_data)
        if self._of_file > MOST_BYTES_A_FILE:
            self._stop(f"有一个文件超过 {MOST_BYTES_A_FILE // 1_000_000} MB")
        if self._bytes > MOST_BYTES:
            self._stop(f"这些文件合计超过 {MOST_BYTES // 1_000_000} MB")
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """The next handler keeps the file."""
        del file_size
        return None

    def _stop(self, why: str) -> None:
        self.excess = why
        raise StopUpload(connection_reset=self._announced > _WORTH_HEARING_OUT)


def excess(request: HttpRequest) -> str:
    """What was too much in this upload, or nothing. Reading the request's files comes first."""
    len(request.FILES)
    return next((each.excess for each in request.upload_handlers if isinstance(each, Limit)), "")
