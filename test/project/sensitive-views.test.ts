import { expect, it } from "vitest";
import { withSensitiveViews } from "../../scripts/project/sensitive-views.ts";

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
])("%s is sensitive", (query) => expect(shows(query)).toBe(true));

it.each([
  'select id from "CRM"."person"',
  'select p.id, count(*) from "CRM"."person" p join "CRM"."visit" v on v.person_id = p.id group by 1',
  'select "e_mail" from "CRM"."visit"',
  "select e_mails from CRM.person",
  'select id from "CRM"."person" where id > 3',
])("%s is not", (query) => expect(shows(query)).toBe(false));

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
