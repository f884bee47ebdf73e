// A SCIM server of scimmy and scimmy-routers, with people and groups in memory: what the library's manual asks its user to
// write, and nothing that the library does itself.
//
// usage: node server.mjs TOKEN [PORT]   (prints its base URL; without PORT a free one)
import { timingSafeEqual } from "node:crypto";
import express from "express";
import SCIMMY from "scimmy";
import SCIMMYRouters from "scimmy-routers";
import { Store } from "./store.mjs";

const { Error: ScimError } = SCIMMY.Types;
const [token, port = "0"] = process.argv.slice(2);
const users = new Store();
const groups = new Store();
let base = "";

const refersTo = (group, id) => (group.members ?? []).some((member) => member.value === id);

/** With the groups that a person is in. */
const shownUser = (user) => {
  const memberships = groups
    .all()
    .filter((group) => refersTo(group, user.id))
    .map(({ id, displayName }) => ({ value: id, display: displayName, $ref: `${base}/Groups/${id}`, type: "direct" }));
  return memberships.length ? { ...user, groups: memberships } : user;
};

/** With the members' names and addresses of today. */
const shownGroup = (group) => ({
  ...group,
  ...(group.members && {
    members: group.members.map(({ value }) => {
      const type = users.has(value) ? "User" : "Group";
      const { displayName } = (type === "User" ? users : groups).find(value);
      return { value, type, $ref: `${base}/${type}s/${value}`, ...(displayName && { display: displayName }) };
    }),
  }),
});

/** Each member once. */
const withKnownMembers = (instance) => {
  const ids = [...new Set((instance.members ?? []).map((member) => member.value))];
  if (!ids.every((id) => users.has(id) || groups.has(id)))
    throw new ScimError(400, "invalidValue", "Expected members whose value is the id of a User or Group");
  return { ...instance, members: ids.length ? ids.map((value) => ({ value })) : undefined };
};

const forgetMember = (id) => {
  for (const group of groups.all().filter((group) => refersTo(group, id)))
    groups.replace(group.id, { ...group, members: group.members.filter((member) => member.value !== id) });
};

/** Filters are about resources as clients see them, with schemas and meta.resourceType. */
const read = (store, shown, Resource) => (resource) => {
  if (resource.id) return shown(store.find(resource.id));
  const all = store.all().map(shown);
  if (!resource.filter) return all;
  const seen = all.map((made) => JSON.parse(JSON.stringify(new Resource.schema(made, "out", Resource.basepath()))));
  const found = new Set(resource.filter.match(seen).map((made) => made.id));
  return all.filter((made) => found.has(made.id));
};

SCIMMY.Resources.declare(SCIMMY.Resources.User, {
  extensions: [{ schema: SCIMMY.Schemas.EnterpriseUser, required: false }],
  ingress: (resource, { password, ...instance }) => {
    if (resource.id) users.find(resource.id);
    users.expectUnique("userName", instance.userName, resource.id);
    return shownUser(resource.id ? users.replace(resource.id, instance) : users.create(instance));
  },
  egress: read(users, shownUser, SCIMMY.Resources.User),
  degress: (resource) => {
    users.remove(resource.id);
    forgetMember(resource.id);
  },
});

SCIMMY.Resources.declare(SCIMMY.Resources.Group, {
  ingress: (resource, instance) => {
    if (resource.id) groups.find(resource.id);
    const known = withKnownMembers(instance);
    return shownGroup(resource.id ? groups.replace(resource.id, known) : groups.create(known));
  },
  egress: read(groups, shownGroup, SCIMMY.Resources.Group),
  degress: (resource) => {
    groups.remove(resource.id);
    forgetMember(resource.id);
  },
});

const same = (left, right) => left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));

const app = express();
app.disable("x-powered-by");
app.use(
  "/scim/v2",
  new SCIMMYRouters({
    type: "bearer",
    docUri: "https://example.com/token",
    baseUri: () => new URL(base).origin,
    handler: (request) => {
      const given = /^bearer +(.*)$/i.exec(request.header("Authorization") ?? "")?.[1] ?? "";
      if (!same(given, token)) throw new Error("Expected the bearer token");
    },
  }),
);
// The router has answered already when a fault comes here.
app.use((fault, request, response, next) => (response.headersSent ? undefined : next(fault)));

const listener = app.listen(Number(port), "127.0.0.1", () => {
  base = `http://127.0.0.1:${listener.address().port}/scim/v2`;
  console.log(base);
});
