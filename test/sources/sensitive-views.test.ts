import { expect, it } from "vitest";
import { withSensitiveViews } from "../../scripts/sources/sensitive-views.ts";

/** Whether a view of this query shows something of CRM.person, whose e_mail is sensitive. */
function shows(query: string): boolean {
  const views = [{ key: "CRM.v", query }];
  return withSensitiveViews(views, new Set(["CRM.person.e_mail"]), new Set()).has("CRM.v");
}

it.each([
  'select "e_mail" from "CRM"."person"',
  "select upper(p.E_Mail) from CRM.person p",
  'select * from "CRM"."person"',
  'select "p".* from "CRM"."person" "p"',
  'select to_jsonb(p) from "CRM"."person" as p',
  'select p from "CRM"."person" p where p.id = 1',
  'select person from "CRM"."person"',
  'select id from "CRM"."person" where e_mail is not null',
  'select "e_mail" from "CRM" . "person"',
  'select "e_mail"from "CRM"/* of /* customers */ */."person"',
  'select "e_mail" from "CRM"--\n.\n"person"',
  'select U&"e\\005fmail" from U&"\\0043RM"."person"',
  `select u&"e_mai!+00006c" uescape '!' from U&"!0043RM" uescape '!' . "person"`,
  'select"e_mail"from"CRM"."person"p',
  'select "p"from "CRM"."person"as"p"',
  'select q.b from "CRM"."person" as q (a, b)',
  'select é from "CRM"."person" é',
  "select e_mail from xmltable('query_to_xml(''select 1 from CRM.person'')')",
])("%s is sensitive", (query) => expect(shows(query)).toBe(true));

it.each([
  'select id from "CRM"."person"',
  'select p.id, count(*) from "CRM"."person" p join "CRM"."visit" v on v.person_id = p.id group by 1',
  'select "e_mail" from "CRM"."visit"',
  "select e_mails from CRM.person",
  'select id from "CRM"."person" where id > 3',
  'select p.id from "CRM"."person" p where p.id in (1, 2)',
  'select id from "CRM" . "person" as p',
  'select "e_mail" from "CRM"."visit" where "CRM".f("person")',
])("%s is not", (query) => expect(shows(query)).toBe(false));

it("names are cut where PostgreSQL cuts them", () => {
  const name = "n".repeat(63);
  const views = [{ key: "A.v", query: `select 1 from "A".${name}more` }];
  expect(withSensitiveViews(views, new Set([`A.${name}`]), new Set()).has("A.v")).toBe(true);
});

it.each(['"DM" . "t"', 'U&"D\\004D"."t"', '"DM".U&"\\+000074"', "dm /* */ . -- \n t"])(
  "%s is the whole relation",
  (name) => {
    const views = [{ key: "DM.v", query: `select id from ${name}` }];
    expect(withSensitiveViews(views, new Set(["DM.t"]), new Set()).has("DM.v")).toBe(true);
  },
);

it("a whole relation passes on to every view that speaks of it, but through cleared ones", () => {
  const views = [
    { key: "B.two", query: 'select id from "B"."one"' },
    { key: "B.one", query: 'select id from "A"."t"' },
    { key: "B.three", query: 'select 1 from "B"."two", "A"."t"' },
  ];
  const of = (...cleared: string[]) =>
    [...withSensitiveViews(views, new Set(["A.t"]), new Set(cleared))].sort();
  expect(of()).toEqual(["A.t", "B.one", "B.three", "B.two"]);
  expect(of("B.one")).toEqual(["A.t", "B.three"]);
});
