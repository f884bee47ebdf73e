"""ETags and Bulk."""

from mutants.catalogue import mutant
from mutants.exchange import error
from mutants.resources import without


def bulk(request, send, change):
    came = send(request)
    value = came.json()
    if request.path != "/Bulk" or came.status != 200 or not isinstance(value, dict):
        return came
    return came.with_json({**value, "Operations": change(value["Operations"])})


@mutant("If-Match is ignored: a change overwrites another")
def if_match_is_ignored(request, send, _):
    return send(request.with_header("If-Match", None))


@mutant("If-None-Match is ignored")
def if_none_match_is_ignored(request, send, _):
    return send(request.with_header("If-None-Match", None))


@mutant("ETags are declared and not sent")
def no_etag(request, send, _):
    return send(request).with_header("ETag", None)


@mutant("The ETag header is another one than meta.version")
def etag_differs_from_version(request, send, _):
    came = send(request)
    return came.with_header("ETag", 'W/"x"') if came.header("ETag") else came


@mutant("The version stays the same when something changes")
def version_stands_still(request, send, _):
    came = send(request.with_header("If-Match", None)).map_resources(
        lambda one: {**one, "meta": {**one["meta"], "version": 'W/"1"'}} if "version" in one.get("meta", {}) else one)
    return came.with_header("ETag", 'W/"1"') if came.header("ETag") else came


@mutant("A stale version is 409")
def stale_version_is_409(request, send, _):
    came = send(request)
    return error(409, detail="stale") if came.status == 412 else came


@mutant("Results of a bulk request come backwards")
def bulk_backwards(request, send, _):
    return bulk(request, send, lambda results: results[::-1])


@mutant("Statuses in a bulk answer are numbers")
def bulk_statuses_are_numbers(request, send, _):
    return bulk(request, send, lambda results: [{**one, "status": int(one["status"])} for one in results])


@mutant("bulkId is not given back")
def bulk_ids_are_lost(request, send, _):
    return bulk(request, send, lambda results: [without(one, "bulkId") for one in results])


@mutant("location is left out of bulk results")
def bulk_without_location(request, send, _):
    return bulk(request, send, lambda results: [without(one, "location") for one in results])


@mutant("failOnErrors is ignored")
def fail_on_errors_is_ignored(request, send, _):
    value = request.json()
    return send(request.with_json(without(value, "failOnErrors"))) if request.path == "/Bulk" and isinstance(value, dict) \
        else send(request)


@mutant("A bulk request with a failure is 400 as a whole")
def bulk_fails_as_a_whole(request, send, _):
    came = send(request)
    value = came.json()
    failed = isinstance(value, dict) and any(int(one["status"]) >= 400 for one in value.get("Operations", []))
    return error(400, detail="failed") if request.path == "/Bulk" and came.status == 200 and failed else came
