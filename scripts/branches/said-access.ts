// What a delta says of access, thing by thing: what it is about, whom it names, where files say it.
import { type Acl, type AclEntry, entryKey, internAcl } from "../model/acl.ts";
import { COLLECTIONS, type RowOf } from "../model/collections.ts";
import type { Delta, RecordedCollection } from "../model/delta.ts";
import { splitPath } from "../model/identifier.ts";
import type { Naming } from "../model/naming.ts";
import { displayObject, type ObjectName } from "../model/object.ts";
import {
  defaultSource,
  entrySource,
  membershipSource,
  ownerSource,
  roleSource,
} from "../model/provenance.ts";
import { sqlObjectName } from "../model/sql-object.ts";
import type { EntryOf } from "../model/warehouse.ts";

/** One thing that a delta says. */
export interface Said {
  /** The same for what can only be said once. */
  readonly part: string;
  /** `sets SELECT on table S.t for x` */
  readonly deed: string;
  readonly isAdded: boolean;
  readonly roles: ReadonlySet<string>;
  readonly paths: readonly (readonly string[])[];
  /** The key of its provenance. */
  readonly source?: string;
}

/** What servers say, and names that follow from others, are nobody's will. */
type Access = Exclude<RecordedCollection, "viewReads" | "extensionMembers" | "keptSequences">;

const on = (object: ObjectName): string => `${object.kind} ${displayObject(object)}`.trim();

/** The one entry of an ACL that was taken apart. */
const only = ({ entries }: Acl): AclEntry => {
  const [entry] = entries.values();
  if (!entry) throw new Error("an ACL without entries");
  return entry;
};

/** In words, and the key of its provenance. */
const WORDS: {
  readonly [Name in Access]: (entry: EntryOf<Name>) => readonly [what: string, source?: string];
} = {
  roles: ({ name }) => [`the role ${name}`, roleSource(name)],
  memberships: (entry) => [`${entry.member} as a member of ${entry.role}`, membershipSource(entry)],
  privileges: ({ object, acl }) => {
    const entry = only(acl);
    return [`${entry.privilege} on ${on(object)} for ${entry.grantee}`, entrySource(object, entry)];
  },
  defaults: ({ acl, ...defaults }) => {
    const entry = only(acl);
    const what = `default ${entry.privilege} on ${defaults.kind}s of ${defaults.creator} for ${entry.grantee}`;
    return [what, defaultSource(defaults, entry)];
  },
  owners: ({ object, owner }) => [`${owner} as the owner of ${on(object)}`, ownerSource(object)],
  externalSchemas: (name) => [`the schema ${name} as external`],
  revokingSchemas: (name) => [`the schema ${name} as one where unmanaged grants are revoked`],
  publicSaid: (key) => [`what PUBLIC has on ${key}`],
  sensitive: (path) => [`${path} as sensitive`],
  comments: ({ object }) => [`the comment on ${on(object)}`],
  distributions: ({ object }) => [`how ${on(object)} is distributed`],
  sqlObjects: (object) => [`the ${sqlObjectName(object)}`],
};

const ACCESS = Object.keys(WORDS) as readonly Access[];

/** Roles and paths that something names, as whoever names it otherwise would hear them. */
function namesIn(listenTo: (naming: Naming) => unknown): Pick<Said, "roles" | "paths"> {
  const roles = new Set<string>();
  const paths: (readonly string[])[] = [];
  const heard =
    <Name>(add: (name: Name) => unknown) =>
    (name: Name): Name => {
      add(name);
      return name;
    };
  listenTo({
    schema: heard((schema: string) => paths.push([schema])),
    path: heard((key: string) => paths.push(splitPath(key) ?? [key])),
    relation: heard(() => {}),
    object: heard(({ path }: ObjectName) => paths.push(path)),
    role: heard((role: string) => roles.add(role)),
    acl: heard((acl: Acl) => {
      for (const { grantee, grantor } of acl.entries.values()) roles.add(grantee).add(grantor);
    }),
    sequence: heard(() => {}),
    sql: heard(() => {}),
    text: heard(() => {}),
  });
  return { roles, paths };
}

/** An entry; one with an ACL as often as that has entries. */
function apart<Entry>(entry: Entry): Entry[] {
  const { acl } = entry as { acl?: Acl };
  return acl ? [...acl.entries.values()].map((one) => ({ ...entry, acl: internAcl([one]) })) : [entry];
}

function saidOf<Name extends Access>(name: Name, entry: EntryOf<Name>, isAdded: boolean): Said {
  const row = COLLECTIONS[name] as unknown as RowOf<Name>;
  const [what, source] = WORDS[name](entry);
  const { acl } = entry as { acl?: Acl };
  return {
    part: [name, row.key(entry), ...(acl ? [entryKey(only(acl))] : [])].join("\t"),
    deed: `${isAdded ? "sets" : "takes away"} ${what}`,
    isAdded,
    ...namesIn((naming) => row.named(entry, naming)),
    ...(source !== undefined && { source }),
  };
}

/** All that a delta says of access; of what changed, what it is now comes last. */
export function saidIn(delta: Delta): Said[] {
  const ofCollection = <Name extends Access>(name: Name): Said[] => {
    const { added, removed } = delta[name] as Record<"added" | "removed", readonly EntryOf<Name>[]>;
    return [
      ...removed.flatMap(apart).map((entry) => saidOf(name, entry, false)),
      ...added.flatMap(apart).map((entry) => saidOf(name, entry, true)),
    ];
  };
  return ACCESS.flatMap((name) => ofCollection(name));
}
