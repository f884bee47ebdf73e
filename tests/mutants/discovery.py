"""Discovery that says less, or something else."""

from mutants.catalogue import mutant
from mutants.exchange import answer, error
from mutants.resources import without
from mutants.status import GITHUB

CONFIGURATION, TYPES, SCHEMAS = "/ServiceProviderConfig", "/ResourceTypes", "/Schemas"
CORE_USER = "urn:ietf:params:scim:schemas:core:2.0:User"


def at(path, request):
    return request.method == "GET" and request.path == path


def changed(request, send, path, change):
    """The answer at `path` with change(value) done to it."""
    came = send(request)
    value = came.json()
    return came.with_json(change(value)) if at(path, request) and isinstance(value, dict) and came.status == 200 else came


def each_attribute(value, change):
    """A list of schemas with change(attribute) done to every attribute of the first level."""
    return {**value, "Resources": [{**schema, "attributes": [change(one) for one in schema["attributes"]]}
                                   for schema in value["Resources"]]}


@mutant("/ServiceProviderConfig is 404", GITHUB + "Infisical/infisical/issues/6552")
def no_configuration(request, send, _):
    return error(404) if at(CONFIGURATION, request) else send(request)


@mutant("/ServiceProviderConfig is a list")
def configuration_is_a_list(request, send, _):
    return changed(request, send, CONFIGURATION, lambda value: {
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": 1, "Resources": [value]})


@mutant("/ServiceProviderConfig has no authenticationSchemes")
def no_authentication_schemes(request, send, _):
    return changed(request, send, CONFIGURATION, lambda value: without(value, "authenticationSchemes"))


@mutant("patch of /ServiceProviderConfig is true and not an object")
def patch_is_a_boolean(request, send, _):
    return changed(request, send, CONFIGURATION, lambda value: {**value, "patch": True})


@mutant("/Schemas is an array", GITHUB + "onyx-dot-app/onyx/issues/8692")
def schemas_are_an_array(request, send, _):
    came = send(request)
    return answer(200, came.json()["Resources"]) if at(SCHEMAS, request) and came.status == 200 else came


@mutant("/ResourceTypes is an array", GITHUB + "onyx-dot-app/onyx/issues/8692")
def resource_types_are_an_array(request, send, _):
    came = send(request)
    return answer(200, came.json()["Resources"]) if at(TYPES, request) and came.status == 200 else came


@mutant("/Schemas/{urn} is 404")
def no_single_schema(request, send, _):
    return error(404) if request.path.startswith(SCHEMAS + "/") else send(request)


@mutant("An unknown schema is 200 with an empty list")
def unknown_schema_is_empty(request, send, _):
    came = send(request)
    empty = {"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": 0, "Resources": []}
    return answer(200, empty) if request.path.startswith(SCHEMAS + "/") and came.status == 404 else came


@mutant("/Schemas has no Group")
def no_group_schema(request, send, _):
    return changed(request, send, SCHEMAS, lambda value: {
        **value, "Resources": [one for one in value["Resources"] if not one["id"].endswith(":Group")],
        "totalResults": value["totalResults"] - 1})


@mutant("/Schemas lists messages")
def messages_are_listed(request, send, _):
    return changed(request, send, SCHEMAS, lambda value: {
        **value, "totalResults": value["totalResults"] + 1, "Resources": [*value["Resources"], {
            **value["Resources"][0], "id": "urn:ietf:params:scim:api:messages:2.0:PatchOp", "name": "PatchOp"}]})


@mutant("mutability in /Schemas is spelled READ_WRITE")
def mutability_in_upper_case(request, send, _):
    return changed(request, send, SCHEMAS, lambda value: each_attribute(value, lambda one: {
        **one, "mutability": one["mutability"].replace("W", "_W").replace("O", "_O").upper()}))


@mutant("userName is not required in /Schemas")
def user_name_is_not_required(request, send, _):
    return changed(request, send, SCHEMAS, lambda value: each_attribute(value, lambda one: {**one, "required": False}))


@mutant("multiValued is missing in /Schemas")
def no_multi_valued(request, send, _):
    return changed(request, send, SCHEMAS, lambda value: each_attribute(value, lambda one: without(one, "multiValued")))


@mutant("Sub-attributes are missing in /Schemas")
def no_sub_attributes(request, send, _):
    return changed(request, send, SCHEMAS, lambda value: each_attribute(value, lambda one: without(one, "subAttributes")))


@mutant("The User resource type names a schema that there is not")
def resource_type_without_schema(request, send, _):
    return changed(request, send, TYPES, lambda value: {**value, "Resources": [
        {**one, "schema": one["schema"].replace(CORE_USER, CORE_USER + "s")} for one in value["Resources"]]})


@mutant("endpoint of a resource type is missing")
def resource_type_without_endpoint(request, send, _):
    return changed(request, send, TYPES, lambda value: {**value, "Resources": [without(one, "endpoint")
                                                                               for one in value["Resources"]]})


@mutant("Discovery is HTML", GITHUB + "growthbook/growthbook/issues/5258")
def discovery_is_html(request, send, _):
    came = send(request)
    if request.path in (CONFIGURATION, TYPES, SCHEMAS):
        page = came.with_header("Content-Type", "text/html")
        return type(came)(200, page.headers, b"<!doctype html><title>Welcome</title>")
    return came


@mutant("An unknown path is HTML")
def unknown_path_is_html(request, send, _):
    came = send(request)
    known = ("Users", "Groups", "Schemas", "ResourceTypes", "ServiceProviderConfig", "Bulk", "Me", ".search")
    if came.status == 404 and (not request.parts() or request.parts()[0] not in known):
        return type(came)(404, (("Content-Type", "text/html"),), b"<!doctype html><title>Not found</title>")
    return came


@mutant("Writing to /Schemas is accepted")
def discovery_is_writable(request, send, _):
    writes = request.method in ("POST", "PUT", "PATCH", "DELETE")
    return answer(200, {}) if writes and request.path.startswith((CONFIGURATION, TYPES, SCHEMAS)) else send(request)
