import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { parseRoutineArguments, TYPE_NAMES } from "../../scripts/declarations/routine-arguments.ts";
import { freshDatabase } from "../support/cluster.ts";

const database = await freshDatabase(inject("adminUrl"));
beforeAll(() => database.sql.unsafe("SET search_path = ''"));
afterAll(() => database.drop());
