"""Tables: the head of a column tells what its cells are; columns that nobody may see go; lists of those in office stay."""

from gongkai.core import privacy

ROLL = [
    ["2025年张店区低保对象公示", "", "", "", "", "", ""],
    ["序号", "姓名", "身份证号", "家庭住址", "患病情况", "残疾类别", "银行账号"],
    ["1", "张伟", "370305197912071172", "张店区马尚街道北石村3组12号", "肺癌", "肢体二级", "6222020200112233446"],
    ["2", "李　娜", "370305197912071179", "金乔小区12号楼3单元502室", "无", "", "370201123456789012"],
]


def kinds(rows, **more):
    return [(each.row, each.column, each.kind) for each in privacy.examine_table(rows, **more)]


def test_every_cell_of_a_roll_is_found_by_its_column():
    assert kinds(ROLL) == [
        (None, 4, "health"),
        (None, 5, "disability"),
        (2, 1, "protected_name"),
        (2, 2, "resident_id"),
        (2, 3, "address"),
        (2, 6, "bank_card"),
        (3, 1, "protected_name"),
        (3, 2, "resident_id"),  # with a wrong check digit: its column says what it is
        (3, 3, "address"),
        (3, 6, "bank_card"),
    ]


def test_a_masked_roll_has_lost_what_was_found_and_the_columns():
    masked = privacy.masked_table(ROLL, privacy.examine_table(ROLL))

    assert masked == [
        ["2025年张店区低保对象公示", "", "", "", "", "", ""],
        ["序号", "姓名", "身份证号", "家庭住址", "银行账号"],
        ["1", "张某", "370*************72", "张店区马尚街道北石村****", "***************3446"],
        ["2", "李某", "370*************79", "****", "**************9012"],
    ]
    assert privacy.examine_table(masked) == ()


def test_columns_may_be_emptied_instead_of_dropped():
    masked = privacy.masked_table(ROLL, privacy.examine_table(ROLL), drops=False)

    assert [row[4:6] for row in masked] == [["", ""], ["患病情况", "残疾类别"], ["", ""], ["", ""]]


def test_a_list_of_those_in_office_is_public():
    assert kinds([["姓名", "职务", "办公电话", "分管工作"], ["王伟", "副局长", "0533-7211580", "财务"]]) == []


def test_a_table_of_figures_about_illness_names_nobody():
    assert kinds([["病种", "报销比例", "金额（元）"], ["高血压", "70%", "13800.00"]]) == []


def test_a_form_has_its_labels_beside_the_values():
    rows = [["申请人信息", ""], ["姓名", "张伟"], ["手机号", "13800138000"], ["家庭住址", "金乔小区12号楼3单元502室"]]

    assert kinds(rows)[:2] == [(1, 1, "name"), (2, 1, "mobile")]


def test_a_child_is_told_by_age_and_by_the_title_of_the_table():
    rows = [["姓名", "年龄"], ["张伟", "9"], ["李强", "41"]]

    assert kinds(rows) == [(1, 0, "minor"), (2, 0, "name")]
    assert kinds([["姓名", "村居"], ["李强", "北石村"]], title="孤儿基本生活费发放名单") == [(1, 0, "minor")]


def test_the_names_of_a_plain_list_are_a_warning_and_those_of_a_list_for_aid_a_block():
    rows = [["序号", "姓名"], ["1", "张伟"]]

    (plain,) = privacy.examine_table(rows)
    (aided,) = privacy.examine_table(rows, title="临时救助对象公示")

    assert (plain.weight, aided.weight) == ("warning", "block")


def test_quotations_are_a_column_to_review_and_stay_until_somebody_has():
    rows = [["供应商名称", "投标报价（元）"], ["鲁泰建材有限公司", "1285000.00"]]

    found = privacy.examine_table(rows)

    assert found[0].is_whole_column
    assert found[0].kind == "quotation"
    assert privacy.masked_table(rows, found) == rows


def test_rows_of_unlike_length_and_empty_tables_are_borne():
    assert kinds([]) == []
    assert kinds([[], ["姓名"], [], ["张伟", "370305197912071172"]]) == [(3, 0, "name"), (3, 1, "resident_id")]


def test_a_head_of_two_rows_and_stars_is_understood():
    rows = [["基本情况", "", ""], ["*姓名", "联系电话（手机）", "身份证号码"], ["张伟", "13800138000", "已核"]]

    assert kinds(rows) == [(2, 0, "name"), (2, 1, "mobile")]
