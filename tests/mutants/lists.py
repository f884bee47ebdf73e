"""Wrong pages, orders and projections."""

import dataclasses
import random

from mutants.catalogue import mutant
from mutants.exchange import answer, error
from mutants.resources import without
from mutants.status import GITHUB


def changed_query(request, change):
    """The request with change(parameters) done to its query, or to the body of a .search."""
    if request.is_search() and isinstance(request.json(), dict):
        value = dict(request.json())
        change(value)
        return request.with_json(value)
    parameters = request.parameters()
    before = dict(parameters)
    change(parameters)
    return request if parameters == before else request.with_parameters(parameters)


def dropping(name):
    return lambda parameters: parameters.pop(name, None)


def asks_list(request):
    return request.is_list() or request.is_search()


def whole(request, send):
    """The answer to the same list from its beginning, as much as there is."""
    def change(parameters):
        parameters.pop("startIndex", None)
        parameters.pop("count", None)
    return send(changed_query(request, change))


@mutant("A list is a bare array")
def list_is_an_array(request, send, _):
    came = send(request)
    found = came.listing()
    return answer(200, found["Resources"]) if request.is_list() and found else came


@mutant("The numbers of a list are texts")
def numbers_are_texts(request, send, _):
    came = send(request)
    found = came.listing()
    if not found:
        return came
    texts = {name: str(found[name]) for name in ("totalResults", "startIndex", "itemsPerPage") if name in found}
    return came.with_json({**found, **texts})


@mutant("totalResults is the length of the page")
def total_is_the_page(request, send, _):
    came = send(request)
    found = came.listing()
    return came.with_json({**found, "totalResults": len(found.get("Resources", []))}) if found else came


@mutant("startIndex counts from 0")
def start_index_from_zero(request, send, _):
    def change(parameters):
        if str(parameters.get("startIndex", "")).isdigit():
            moved = int(parameters["startIndex"]) + 1
            parameters["startIndex"] = moved if request.is_search() else str(moved)
    return send(changed_query(request, change)) if asks_list(request) else send(request)


@mutant("startIndex is ignored")
def start_index_is_ignored(request, send, _):
    return send(changed_query(request, dropping("startIndex")))


@mutant("startIndex below 1 is 400")
def start_index_below_one_is_refused(request, send, _):
    start = request.parameters().get("startIndex", "1")
    return error(400, "invalidValue", "startIndex") if start.startswith("-") or start == "0" else send(request)


@mutant("count is ignored")
def count_is_ignored(request, send, _):
    return send(changed_query(request, dropping("count")))


@mutant("count=0 gives the first page")
def count_zero_is_no_count(request, send, _):
    def change(parameters):
        if str(parameters.get("count")) == "0":
            del parameters["count"]
    return send(changed_query(request, change)) if asks_list(request) else send(request)


@mutant("A negative count is 500")
def negative_count_is_500(request, send, _):
    return error(500, detail="LIMIT") if request.parameters().get("count", "").startswith("-") else send(request)


@mutant("Behind the end of a list comes 404")
def behind_the_end_is_404(request, send, _):
    came = send(request)
    found = came.listing()
    behind = found and request.is_list() and not found.get("Resources") and found["totalResults"] > 0
    return error(404) if behind and request.parameters().get("count") != "0" else came


@mutant("Pages come in another order each time")
def order_is_random(request, send, memory):
    if not request.is_list() or "sortBy" in request.parameters() or "cursor" in request.parameters():
        return send(request)
    page = send(request).listing()
    found = whole(request, send)
    everybody = found.listing()
    if not page or not everybody or not everybody.get("Resources"):
        return send(request)
    resources = list(everybody["Resources"])
    memory["turn"] = memory.get("turn", 0) + 1
    random.Random(memory["turn"]).shuffle(resources)
    start = max(page.get("startIndex", 1), 1) - 1
    return found.with_json({**page, "Resources": resources[start:start + len(page.get("Resources", []))]})


@mutant("excludedAttributes is ignored", GITHUB + "Infisical/infisical/issues/6525")
def excluded_attributes_is_ignored(request, send, _):
    return send(changed_query(request, dropping("excludedAttributes")))


@mutant("attributes is ignored")
def attributes_is_ignored(request, send, _):
    return send(changed_query(request, dropping("attributes")))


@mutant("attributes leaves id out when it is not named")
def attributes_drops_id(request, send, _):
    names = request.parameters().get("attributes")
    came = send(request)
    if names is None or "id" in [name.strip().lower() for name in names.split(",")]:
        return came
    return came.map_resources(lambda one: without(one, "id"))


@mutant("excludedAttributes takes id and schemas away")
def excludes_what_is_always_returned(request, send, _):
    names = [name.strip() for name in request.parameters().get("excludedAttributes", "").split(",")]
    came = send(request)
    for name in names:
        if name in ("id", "schemas"):
            came = came.map_resources(lambda one, gone=name: without(one, gone))
    return came


@mutant("attributes is ignored at writes")
def attributes_is_ignored_at_writes(request, send, _):
    reads = request.method == "GET" or request.is_search()
    return send(request if reads else changed_query(request, dropping("attributes")))


@mutant("A sub-attribute in attributes brings the whole attribute")
def sub_attributes_are_whole(request, send, _):
    def change(parameters):
        names = parameters.get("attributes")
        if isinstance(names, str) and "urn:" not in names:
            parameters["attributes"] = ",".join(name.split(".")[0] for name in names.split(","))
    return send(changed_query(request, change))


@mutant("sortBy is ignored")
def sort_by_is_ignored(request, send, _):
    return send(changed_query(request, dropping("sortBy")))


@mutant("sortOrder is ignored")
def sort_order_is_ignored(request, send, _):
    return send(changed_query(request, dropping("sortOrder")))


@mutant("Sorting looks at upper and lower case")
def sorts_with_case(request, send, _):
    by = request.parameters().get("sortBy")
    came = send(request)
    found = came.listing()
    if by not in ("userName", "displayName") or not found:
        return came
    down = request.parameters().get("sortOrder") == "descending"
    ordered = sorted(found["Resources"], key=lambda one: str(one.get(by)), reverse=down)
    return came.with_json({**found, "Resources": ordered})


@mutant("The last page has a nextCursor as well")
def cursor_without_end(request, send, memory):
    came = send(request)
    found = came.listing()
    if not found or "cursor" not in request.parameters():
        return came
    if found.get("nextCursor"):
        memory["last"] = found["nextCursor"]
        return came
    return came.with_json({**found, "nextCursor": memory.get("last", "end")})


@mutant("A cursor that is none starts from the beginning")
def bad_cursor_begins_anew(request, send, _):
    came = send(request)
    if came.status == 400 and request.parameters().get("cursor"):
        return send(dataclasses.replace(changed_query(request, lambda parameters: parameters.update(cursor=""))))
    return came
