"""Filters that are understood wrongly."""

import re

from mutants.catalogue import mutant
from mutants.exchange import error
from mutants.lists import asks_list, changed_query
from mutants.status import GITHUB

TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')


def rewriting(request, change):
    """The request with its filter, if it has one, replaced by change(filter)."""
    def on(parameters):
        if isinstance(parameters.get("filter"), str):
            parameters["filter"] = change(parameters["filter"])
    return changed_query(request, on) if asks_list(request) else request


def outside_texts(text, change):
    """The filter with change() done to what stands outside of quotes."""
    texts = TEXT.findall(text)
    parts = [change(part) for part in TEXT.sub("\0", text).split("\0")]
    return "".join(part + (texts[i] if i < len(texts) else "") for i, part in enumerate(parts))


def filter_of(request):
    """The text, or None."""
    if not request.is_search():
        return request.parameters().get("filter")
    value = request.json()
    found = value.get("filter") if isinstance(value, dict) else None
    return found if isinstance(found, str) else None


@mutant("A look-up by userName looks at upper and lower case", GITHUB + "ory/polis/issues/4067")
def user_name_filter_with_case(request, send, _):
    came = send(request)
    found = came.listing()
    wanted = re.fullmatch(r'\s*userName\s+eq\s+"([^"]*)"\s*', filter_of(request) or "", re.IGNORECASE)
    if not found or not wanted:
        return came
    kept = [one for one in found.get("Resources", []) if one.get("userName") == wanted[1]]
    return came.with_json({**found, "Resources": kept, "totalResults": len(kept)})


@mutant("A look-up of a group by displayName looks at upper and lower case", GITHUB + "wso2/product-is/issues/3563")
def group_filter_with_case(request, send, _):
    came = send(request)
    found = came.listing()
    wanted = re.search(r'displayName\s+eq\s+"([^"]*)"', filter_of(request) or "", re.IGNORECASE)
    if not found or not wanted or request.parts()[0] != "Groups":
        return came
    kept = [one for one in found.get("Resources", []) if one.get("displayName") == wanted[1]]
    return came.with_json({**found, "Resources": kept, "totalResults": len(kept)})


@mutant("externalId is compared without case")
def external_id_without_case(request, send, memory):
    value = request.json()
    if request.creates() and isinstance(value, dict) and isinstance(value.get("externalId"), str):
        memory[value["externalId"].lower()] = value["externalId"]

    def spelled(text):
        return re.sub(r'(externalId\s+eq\s+)"([^"]*)"',
                      lambda found: f'{found[1]}"{memory.get(found[2].lower(), found[2])}"', text, flags=re.IGNORECASE)
    return send(rewriting(request, spelled))


@mutant("The filter is ignored: everybody comes")
def filter_is_ignored(request, send, _):
    return send(changed_query(request, lambda parameters: parameters.pop("filter", None))) if asks_list(request) \
        else send(request)


@mutant("A filter that is not understood finds everybody")
def bad_filter_finds_everybody(request, send, _):
    came = send(request)
    if came.status == 400 and filter_of(request) is not None:
        return send(changed_query(request, lambda parameters: parameters.pop("filter", None)))
    return came


@mutant("A filter that is not understood finds nobody")
def bad_filter_finds_nobody(request, send, _):
    came = send(request)
    if came.status == 400 and filter_of(request) is not None:
        return send(rewriting(request, lambda _text: 'id eq "nobody"'))
    return came


@mutant("A filter that is not understood is 500")
def bad_filter_is_500(request, send, _):
    came = send(request)
    return error(500, detail="parse error") if came.status == 400 and filter_of(request) is not None else came


@mutant("'and' and 'or' are read from left to right")
def no_precedence(request, send, _):
    def change(text):
        words = outside_texts(text, lambda part: part.replace(" and ", "\1").replace(" or ", "\2"))
        if "\1" not in words or "\2" not in words or any(sign in words for sign in "()["):
            return text
        parts = re.split("([\1\2])", words)
        made = parts[0]
        for sign, part in zip(parts[1::2], parts[2::2]):
            made = f"({made}) {'and' if sign == chr(1) else 'or'} {part}"
        return made
    return send(rewriting(request, change))


@mutant("'not' is ignored")
def not_is_ignored(request, send, _):
    return send(rewriting(request, lambda text: outside_texts(text, lambda part: re.sub(r"\bnot\s*\(", "(", part, flags=re.I))))


@mutant("attribute[...] is satisfied by different elements")
def value_path_over_elements(request, send, _):
    def change(text):
        found = re.fullmatch(r'\s*(\w+)\[(\w+ \w+ "[^"]*") and (\w+ \w+ "[^"]*")\]\s*', text)
        return f"{found[1]}.{found[2]} and {found[1]}.{found[3]}" if found else text
    return send(rewriting(request, change))


@mutant("attribute[...] is not understood", GITHUB + "Metatavu/keycloak-scim-server/issues/35")
def value_path_is_refused(request, send, _):
    return error(400, "invalidFilter", "unexpected [") if "[" in (filter_of(request) or "") else send(request)


@mutant("co is read as sw")
def contains_is_starts_with(request, send, _):
    return send(rewriting(request, lambda text: outside_texts(text, lambda part: part.replace(" co ", " sw "))))


@mutant("ne is read as eq")
def not_equal_is_equal(request, send, _):
    return send(rewriting(request, lambda text: outside_texts(text, lambda part: part.replace(" ne ", " eq "))))


@mutant("pr is true of everybody")
def present_is_always_true(request, send, _):
    return send(rewriting(request, lambda text: outside_texts(text, lambda part: re.sub(r"[\w.:]+ pr\b", "id pr", part))))


@mutant("gt and ge are the same, and so are lt and le")
def bounds_are_inclusive(request, send, _):
    def change(part):
        return part.replace(" gt ", " ge ").replace(" lt ", " le ")
    return send(rewriting(request, lambda text: outside_texts(text, change)))


@mutant("Times are compared as texts")
def times_are_texts(request, send, _):
    def change(text):
        return re.sub(r'("\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)(?:[+-]\d\d:\d\d)"', r'\1Z"', text)
    return send(rewriting(request, change))


@mutant("Attributes of an extension can't be looked up")
def extension_filter_is_refused(request, send, _):
    return error(400, "invalidFilter", "unknown attribute") if "enterprise:2.0:User:" in (filter_of(request) or "") \
        else send(request)


@mutant("members eq finds nobody")
def member_check_finds_nobody(request, send, _):
    came = send(request)
    found = came.listing()
    if found and re.search(r"\bmembers (eq|\[)|manager eq", filter_of(request) or ""):
        return came.with_json({**found, "Resources": [], "totalResults": 0})
    return came
