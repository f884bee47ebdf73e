"""Wrong media types, headers and query strings."""

import dataclasses

from mutants.catalogue import mutant
from mutants.exchange import error
from mutants.status import GITHUB

OPERATORS = {"eq", "ne", "co", "sw", "ew", "pr", "gt", "ge", "lt", "le", "and", "or", "not"}


@mutant("Answers are application/json", GITHUB + "MicrosoftDocs/azure-docs/issues/104859")
def answers_are_application_json(request, send, _):
    came = send(request)
    return came.with_header("Content-Type", "application/json") if came.body else came


@mutant("A GET that does not accept application/scim+json is 406", GITHUB + "MicrosoftDocs/azure-docs/issues/94189")
def wants_scim_accept(request, send, _):
    if "application/scim+json" not in (request.header("Accept") or ""):
        return error(406, detail="not acceptable")
    return send(request)


@mutant("A charset behind the content type is 415", GITHUB + "limosa-io/laravel-scim-server/issues/8")
def compares_content_type_as_text(request, send, _):
    if request.body and (request.header("Content-Type") or "") not in ("application/scim+json", "application/json"):
        return error(415, detail="unsupported")
    return send(request)


@mutant("Bodies of application/json are 415")
def refuses_application_json(request, send, _):
    if request.body and (request.header("Content-Type") or "").startswith("application/json"):
        return error(415, detail="unsupported")
    return send(request)


@mutant("Bodies of application/scim+json are not parsed", GITHUB + "better-auth/better-auth/issues/6365")
def ignores_scim_bodies(request, send, _):
    if request.body and "scim+json" in (request.header("Content-Type") or ""):
        return error(400, "invalidSyntax", "body is undefined")
    return send(request)


@mutant("Unknown query parameters are 400")
def refuses_unknown_parameters(request, send, _):
    known = {"filter", "startindex", "count", "attributes", "excludedattributes", "sortby", "sortorder", "cursor"}
    if any(name.lower() not in known for name in request.parameters()):
        return error(400, "invalidValue", "unknown parameter")
    return send(request)


@mutant("Text beyond ASCII comes back with question marks")
def keeps_ascii_only(request, send, _):
    value = request.json()
    writes = request.method in ("POST", "PUT", "PATCH") and isinstance(value, dict) and not request.is_search()
    return send(request.with_json(questioned(value)) if writes else request)


def questioned(value):
    """The value with every character beyond ASCII replaced."""
    if isinstance(value, str):
        return value.encode("ascii", "replace").decode()
    if isinstance(value, list):
        return [questioned(one) for one in value]
    if isinstance(value, dict):
        return {key: questioned(one) for key, one in value.items()}
    return value


@mutant("A creation has no Location")
def no_location(request, send, _):
    return send(request).with_header("Location", None)


@mutant("Location names another address than meta.location")
def location_of_the_inside(request, send, _):
    came = send(request)
    location = came.header("Location")
    return came.with_header("Location", "http://internal" + location[location.index("/scim"):]) if location else came


@mutant("A '+' in a query is no blank")
def plus_is_no_blank(request, send, _):
    return send(dataclasses.replace(request, query=request.query.replace("+", "%2B")))


@mutant("The operators of a filter must be lower case")
def operators_with_case(request, send, _):
    text = request.parameters().get("filter", "")
    outside = "".join(text.split('"')[0::2])
    words = set(outside.replace("(", " ").replace(")", " ").replace("[", " ").split())
    if any(word.lower() in OPERATORS and word not in OPERATORS for word in words):
        return error(400, "invalidFilter", "unknown operator")
    return send(request)
