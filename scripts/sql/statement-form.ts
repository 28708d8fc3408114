/** All kinds of statements with their forms. */
import { oneOf } from "./form.ts";
import { OBJECT_FORMS } from "./object-forms.ts";
import { PRIVILEGE_FORMS } from "./privilege-forms.ts";
import { ROLE_FORMS } from "./role-forms.ts";
import type { Deed } from "./statement.ts";

/** What is read first counts: a GRANT is one of privileges where it can be, and `other` is what nothing else is. */
export const DEED = oneOf<Deed>(
  { ...PRIVILEGE_FORMS, ...ROLE_FORMS, ...OBJECT_FORMS },
  (cursor) => cursor.isAtEnd,
);
