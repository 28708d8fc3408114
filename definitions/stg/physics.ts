// Contacts gathered from the site of the physics faculty.
import { pgSchema, serial, timestamp, varchar } from "drizzle-orm/pg-core";

export const stgPhysics = pgSchema("STG_PHYSICS");

export const contacts = stgPhysics.table("contacts", {
  id: serial().primaryKey(),
  name: varchar(),
  email: varchar(),
  phone: varchar(),
  workplace: varchar(),
  uploadTs: timestamp("upload_ts"),
});
