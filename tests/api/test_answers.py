"""How the API answers: problems in words, tags, methods, other sites, and never a failure whatever is asked."""

import json

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.bodies.actors import SYSTEM
from gongkai.documents import actions
from gongkai.documents.actions import Line
from gongkai.documents.models import Column, Duty
from tests.api.published import ON, publish
from tests.portal import annual

pytestmark = pytest.mark.django_db
EXAMPLE = "91110000000000000A/2026-00012"


@pytest.fixture
def schema(read):
    return read("openapi.json").json()


def routes(schema) -> list[tuple[str, dict]]:
    return [(path, methods["get"]) for path, methods in schema["paths"].items()]


def examples(schema, operation) -> dict[str, dict[str, str]]:
    """The example of every parameter, by its place."""
    found: dict[str, dict[str, str]] = {"query": {}, "path": {}}
    for each in operation.get("parameters", []):
        example = each["schema"]["examples"][0]
        if example != "":
            found[each["in"]][each["name"]] = str(example).lower() if isinstance(example, bool) else str(example)
    return found


def fits(schema, status: int, operation, answer) -> None:
    kind = "application/json"
    wanted = operation["responses"][str(status)]["content"][kind]["schema"]
    jsonschema.validate(
        answer.json(),
        {**wanted, "components": schema["components"]},
        format_checker=jsonschema.FormatChecker(),
    )


def test_every_route_answers_its_own_examples_as_its_schema_says(housing, client, schema):
    made = publish(housing, index_number=EXAMPLE, theme="综合政务", is_normative=True, column="normative")
    column = Column.objects.get(key="policies")
    actions.keep_duty(Duty(body=housing.body, column=column, name="预算"), {"channels": []}, by=housing.clerk, on=ON)
    issue = actions.open_issue(housing.body, "青禾区人民政府公报", 2026, by=SYSTEM, on=ON)
    actions.compile_issue(issue, [Line("文件", made.pk)], by=SYSTEM, on=ON)
    actions.publish_issue(issue, by=SYSTEM, on=ON)
    annual.publish(housing.body, annual.report(housing.body, year=2026))

    listed = {}
    for path, operation in routes(schema):
        values = examples(schema, operation)
        answer = client.get(path.format(**values["path"]), values["query"])
        assert answer.status_code == 200, (path, answer.content.decode())
        fits(schema, 200, operation, answer)
        listed[operation["operationId"]] = answer.json()

    assert len(listed) == 14
    assert [each["index_number"] for each in listed["documents"]["items"]] == [EXAMPLE]
    assert listed["document"]["gazette"][0]["number"] == 1
    assert listed["body"]["body"]["slug"] == "housing"
    assert listed["report"]["report"]["year"] == 2026
    assert listed["duties"]["items"] != []
    assert listed["issue"]["sections"][0]["items"][0]["index_number"] == EXAMPLE


def test_every_parameter_and_every_field_is_explained(schema):
    bare = [
        f"{path} {each['name']}"
        for path, operation in routes(schema)
        for each in operation.get("parameters", [])
        if not each["schema"].get("description") or "examples" not in each["schema"]
    ]
    bare += [
        f"{name}.{field}"
        for name, shape in schema["components"]["schemas"].items()
        for field, told in shape.get("properties", {}).items()
        if not told.get("description")
    ]

    assert bare == []


def test_the_order_of_the_fields_is_that_of_the_schema(housing, read, schema):
    publish(housing)

    row = read("documents").json()["items"][0]

    assert list(row) == list(schema["components"]["schemas"]["DocumentRow"]["properties"])


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("documents?page_size=101", "page_size 不能大于 100"),
        ("documents?page_size=0", "page_size 不能小于 1"),
        ("documents?page_size=x", "page_size 要写整数"),
        ("documents?year=1", "year 不能小于 1949"),
        ("documents?validity=good", "validity 只能是 in_force 或者 ended"),
        ("documents?is_normative=maybe", "is_normative 要写 true 或者 false"),
        ("documents?colum=rules", "没有参数 colum，可以用的是"),
        ("documents?kind=a&kind=b", "参数 kind 写了不止一次"),
        ("documents?kind=%00", "参数里有不能用的字符"),
        ("documents?after=none", "after 不对：请原样使用上一页答复里的 next"),
        ("columns?page=2", "没有参数 page，这个地址没有参数"),
        ("search", "q 没有写"),
        ("replies?page=2", "page 不能大于 1"),
        ("gazette/abc/1", "year 要写整数"),
    ],
)
def test_wrong_parameters_are_told_in_words(read, asked, says):
    answer = read(asked)

    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["title"] == "参数不对"
    assert answer.json()["detail"].startswith(says)


@pytest.mark.parametrize(
    "address", ["documents/nobody", "bodies/nobody", "gazette/2026/9", "elsewhere", "documents/a/b"]
)
def test_what_is_not_there_is_a_problem_too(read, address):
    answer = read(address)

    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["status"] == 404


def test_an_answer_that_has_not_changed_is_not_sent_again(housing, read):
    publish(housing)
    tag = read("documents").headers["ETag"]

    again = read("documents", If_None_Match=tag)
    publish(housing)
    changed = read("documents", If_None_Match=tag)

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == tag
    assert (changed.status_code, len(changed.json()["items"])) == (200, 2)


def test_other_sites_may_read_and_nobody_gets_a_cookie(housing, client):
    for answer in (
        client.get("/api/v1/documents"),
        client.get("/api/v1/documents?x=1"),
        client.get("/api/v1/elsewhere"),
        client.get("/api/v1/docs"),
        client.options("/api/v1/documents"),
    ):
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer.headers
        assert not answer.cookies


def test_head_is_get_without_the_body(housing, client):
    publish(housing)

    got, head = client.get("/api/v1/documents"), client.head("/api/v1/documents")

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == got.headers["ETag"]


def test_options_says_what_may_be_done(client):
    answer = client.options("/api/v1/documents")

    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, method):
    answer = getattr(client, method)("/api/v1/documents")

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert answer.json()["detail"] == "这个接口只能读取，请用 GET"


def test_the_page_for_people_lists_every_route_and_needs_no_script(client, schema):
    page = client.get("/api/v1/docs").content.decode()

    for path, operation in routes(schema):
        assert f"GET {path}" in page
        assert f'id="{operation["operationId"]}"' in page
    assert "<script" not in page
    assert "https://" not in page.replace("https://www.example.gov.cn/", "")


_VALUES = st.one_of(
    st.text(max_size=80), st.integers().map(str), st.sampled_from(["", "true", "%", "_", "\\", "'", "〔〕"])
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_asked_is_answered_or_refused_and_never_fails(housing, client, schema, data):
    path, operation = data.draw(st.sampled_from(routes(schema)))
    names = [each["name"] for each in operation.get("parameters", []) if each["in"] == "query"]
    asked = data.draw(st.dictionaries(st.sampled_from([*names, "x"]), _VALUES, max_size=4))
    places = {each["name"]: data.draw(_VALUES) for each in operation.get("parameters", []) if each["in"] == "path"}
    address = path.format(**{name: value.replace("/", "") or "a" for name, value in places.items()})

    answer = client.get(address.replace("?", "").replace("#", ""), asked)

    assert answer.status_code in {200, 301, 400, 404, 410}, json.dumps([path, asked])
    assert answer.status_code == 301 or json.loads(answer.content) is not None


def test_the_schema_has_parameters_to_try(schema):
    """So that the test above cannot pass on nothing."""
    assert sum(len(operation.get("parameters", [])) for _, operation in routes(schema)) > 25
