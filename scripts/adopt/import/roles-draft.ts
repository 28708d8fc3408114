// A file of roles that is being made of another tool's: what it says, and what has no words here.
import type { RolesFile } from "../../declarations/language/roles-schema.ts";
import type { Grant } from "../../declarations/language/schema-of-grants.ts";
import type { DefaultsBody, MembershipBody } from "../../declarations/language/schema-of-roles.ts";
import { isSystemSchema } from "../../declarations/objects/catalog.ts";
import { compareText, displayName } from "../../model/identifier.ts";
import { predefinedSince } from "../../model/predefined-role.ts";
import type { Body } from "../roles/role-bodies.ts";

/** What is there beside the other tool's file. */
export interface DraftContext {
  /** Schemas that the definitions make: the others are external. */
  readonly schemas: ReadonlySet<string>;
}

/** `${` of a name is no variable. */
const literal = (name: string): string => name.replaceAll("${", "$${");

/** Collects what is said, in any order. */
export class RolesDraft {
  readonly #roles = new Map<string, Body>();
  readonly #named = new Set<string>();
  readonly #memberships = new Map<string, MembershipBody[]>();
  readonly #grants = new Map<string, Grant[]>();
  readonly #defaults: DefaultsBody[] = [];
  readonly #owners: NonNullable<RolesFile["owners"]>[number][] = [];
  readonly #schemas = new Set<string>();
  readonly #unsaid = new Set<string>();

  constructor(readonly context: DraftContext) {}

  /** Tells what has no words here. */
  say(sentence: string): void {
    this.#unsaid.add(sentence);
  }

  /** A role that the file makes; what is said of it several times adds up. */
  role(name: string, body: Body = {}): void {
    this.#roles.set(name, { ...this.#roles.get(name), ...body });
  }

  /** Names a role that may be made elsewhere. */
  #mention(role: string): string {
    this.#named.add(role);
    return literal(role);
  }

  member(
    role: string,
    member: string,
    options: { readonly admin?: boolean; readonly inherit?: boolean } = {},
  ): void {
    const of = this.#mention(role);
    this.#mention(member);
    const { admin, inherit } = options;
    const said = { ...(admin === true && { admin }), ...(inherit === false && { inherit }) };
    const entry: MembershipBody = Object.keys(said).length === 0 ? of : { role: of, ...said };
    this.#memberships.set(member, [...(this.#memberships.get(member) ?? []), entry]);
  }

  /** Names a schema, and gives its pattern. */
  schema(name: string): string {
    this.#schemas.add(name);
    return displayName(name);
  }

  /** @param grantee a role, or PUBLIC, of which nothing is taken over */
  grant(grantee: string, grant: Grant): void {
    if (grantee.toLowerCase() === "public") {
      this.say(`what PUBLIC gets: ${JSON.stringify(grant)}; \`public\` says all that it has, exactly`);
      return;
    }
    this.#mention(grantee);
    this.#grants.set(grantee, [...(this.#grants.get(grantee) ?? []), grant]);
  }

  /** @param creator who makes the things; where nobody is said it is told */
  byDefault(creator: string | undefined, grantee: string, entry: Omit<DefaultsBody, "for" | "to">): void {
    if (creator === undefined) {
      this.say(
        `default privileges of ${grantee}, of whom it is not said who makes the things: ${JSON.stringify(entry)}`,
      );
      return;
    }
    this.#defaults.push({ for: this.#mention(creator), ...entry, to: this.#mention(grantee) });
  }

  /** Who owns a schema, `tables: "s.*"` and the like. */
  owner(
    role: string,
    objects: Omit<NonNullable<RolesFile["owners"]>[number], "owner">,
    schemas: readonly string[],
  ): void {
    const outside = schemas.filter((schema) => !this.context.schemas.has(schema));
    if (outside.length > 0) {
      const shown = JSON.stringify(objects);
      this.say(`that ${role} owns ${shown}: whoever makes the schema ${outside.join(", ")} says who owns it`);
      return;
    }
    this.#owners.push({ owner: this.#mention(role), ...objects } as NonNullable<RolesFile["owners"]>[number]);
  }

  #body(name: string): Body {
    const memberships = this.#memberships.get(name);
    const grants = this.#grants.get(name);
    const { comment, ...body } = this.#roles.get(name) ?? { external: true };
    return {
      ...(comment !== undefined && { comment }),
      ...(body.external !== true && { shared: true }),
      ...body,
      ...(memberships && { member_of: memberships }),
      ...(grants && { grants }),
    };
  }

  /** The file, in the order in which it was said but for names, and what has no words. */
  finish(): { readonly content: RolesFile; readonly unsaid: readonly string[] } {
    const given = [...this.#memberships.keys(), ...this.#grants.keys()];
    // PostgreSQL's own may be named as they are, unless something is said of them.
    const others = [...new Set([...this.#named, ...given])].filter(
      (name) => !this.#roles.has(name) && (predefinedSince(name) === undefined || given.includes(name)),
    );
    const names = [...this.#roles.keys(), ...others.sort(compareText)];
    const external = [...this.#schemas].filter(
      (name) => !this.context.schemas.has(name) && !isSystemSchema(name),
    );
    const roles = Object.fromEntries(names.map((name) => [literal(name), this.#body(name)]));
    const content: RolesFile = {
      ...(external.length > 0 && {
        schemas: Object.fromEntries(
          external.sort(compareText).map((name) => [displayName(name), { external: true as const }]),
        ),
      }),
      ...(this.#owners.length > 0 && { owners: this.#owners }),
      ...(names.length > 0 && { roles }),
      ...(this.#defaults.length > 0 && { default_privileges: this.#defaults }),
    };
    return { content, unsaid: [...this.#unsaid] };
  }
}
