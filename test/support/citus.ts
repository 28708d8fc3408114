/** An extension `citus` that stands in for the real one: functions of its names that note their calls, and its tables. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Sql } from "../../scripts/database/connect/connect.ts";
import { temporaryProject } from "./cluster.ts";

/** As the catalogs of citus 12 and 13 are, as far as they are read; a call fails where the nodes would work at once. */
const SCRIPT = `
CREATE SCHEMA citus_stand_in;
CREATE TABLE citus_stand_in.calls (at serial, text text);
CREATE SEQUENCE citus_stand_in.groups;
SET LOCAL allow_system_table_mods = on;
CREATE TABLE pg_catalog.pg_dist_partition
  (logicalrelid regclass, partmethod "char", partkey text, colocationid int, repmodel "char");
CREATE TABLE pg_catalog.pg_dist_schema (schemaid oid, colocationid int);

CREATE FUNCTION citus_stand_in.note(call text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN
  IF current_setting('citus.multi_shard_modify_mode', true) IS DISTINCT FROM 'sequential' THEN
    RAISE 'cannot create or modify role because there was a parallel operation on a distributed table';
  END IF;
  INSERT INTO citus_stand_in.calls (text) VALUES (call);
END $$;
CREATE FUNCTION citus_stand_in.group_of(beside text) RETURNS int LANGUAGE plpgsql AS $$ DECLARE found int; BEGIN
  IF beside IN ('default', 'none') THEN RETURN nextval('citus_stand_in.groups'); END IF;
  SELECT colocationid INTO STRICT found FROM pg_dist_partition WHERE logicalrelid = beside::regclass AND partmethod = 'h';
  RETURN found;
END $$;
CREATE FUNCTION pg_catalog.column_to_column_name(t regclass, c text) RETURNS text LANGUAGE sql AS 'SELECT c';

CREATE FUNCTION pg_catalog.create_distributed_table(table_name regclass, distribution_column text,
  distribution_type text DEFAULT 'hash', colocate_with text DEFAULT 'default', shard_count int DEFAULT NULL)
RETURNS void LANGUAGE plpgsql AS $$ BEGIN
  PERFORM citus_stand_in.note(format('distribute %s by %s beside %s', table_name, distribution_column, colocate_with));
  PERFORM 1 FROM pg_attribute WHERE attrelid = table_name AND attname = distribution_column AND NOT attisdropped;
  IF NOT FOUND THEN RAISE 'column "%" of relation "%" does not exist', distribution_column, table_name; END IF;
  PERFORM 1 FROM pg_constraint WHERE contype = 'f' AND table_name IN (conrelid, confrelid);
  IF FOUND THEN RAISE 'cannot create foreign key constraint since relations are not colocated'; END IF;
  INSERT INTO pg_dist_partition VALUES (table_name, 'h', distribution_column, citus_stand_in.group_of(colocate_with), 's');
END $$;
CREATE FUNCTION pg_catalog.create_reference_table(table_name regclass) RETURNS void LANGUAGE plpgsql AS $$ BEGIN
  PERFORM citus_stand_in.note(format('copy %s', table_name));
  INSERT INTO pg_dist_partition VALUES (table_name, 'n', NULL, 1000, 't');
END $$;
CREATE FUNCTION pg_catalog.alter_distributed_table(table_name regclass, distribution_column text DEFAULT NULL,
  shard_count int DEFAULT NULL, colocate_with text DEFAULT NULL, cascade_to_colocated boolean DEFAULT NULL)
RETURNS void LANGUAGE plpgsql AS $$ BEGIN
  PERFORM citus_stand_in.note(format('alter %s by %s beside %s', table_name, distribution_column, colocate_with));
  UPDATE pg_dist_partition SET partkey = coalesce(distribution_column, partkey),
    colocationid = CASE WHEN colocate_with IS NULL THEN colocationid ELSE citus_stand_in.group_of(colocate_with) END
  WHERE logicalrelid = table_name AND partmethod = 'h';
  IF NOT FOUND THEN RAISE '% is not distributed', table_name; END IF;
END $$;
CREATE FUNCTION pg_catalog.undistribute_table(table_name regclass, cascade_via_foreign_keys boolean DEFAULT false)
RETURNS void LANGUAGE plpgsql AS $$ BEGIN
  PERFORM citus_stand_in.note(format('undistribute %s', table_name));
  DELETE FROM pg_dist_partition WHERE logicalrelid = table_name;
  IF NOT FOUND THEN RAISE '% is not distributed', table_name; END IF;
END $$;
CREATE FUNCTION pg_catalog.citus_schema_distribute(schemaname regnamespace) RETURNS void LANGUAGE plpgsql AS $$ BEGIN
  PERFORM citus_stand_in.note(format('distribute schema %s', schemaname));
  INSERT INTO pg_dist_schema VALUES (schemaname, nextval('citus_stand_in.groups'));
END $$;
CREATE FUNCTION pg_catalog.citus_schema_undistribute(schemaname regnamespace) RETURNS void LANGUAGE plpgsql AS $$ BEGIN
  PERFORM citus_stand_in.note(format('undistribute schema %s', schemaname));
  DELETE FROM pg_dist_schema WHERE schemaid = schemaname;
END $$;

CREATE FUNCTION citus_stand_in.forget() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
  DELETE FROM pg_catalog.pg_dist_partition WHERE logicalrelid::oid NOT IN (SELECT oid FROM pg_catalog.pg_class);
  DELETE FROM pg_catalog.pg_dist_schema WHERE schemaid NOT IN (SELECT oid FROM pg_catalog.pg_namespace);
END $$;
CREATE EVENT TRIGGER citus_forgets ON sql_drop EXECUTE FUNCTION citus_stand_in.forget();
`;

/** Writes the files of the extension. @returns their folder, for `extension_control_path` */
export async function citusStandIn(): Promise<string> {
  const folder = await temporaryProject();
  await mkdir(join(folder, "extension"));
  const control = "comment = 'stands in for citus'\ndefault_version = '1'\nrelocatable = false\n";
  await writeFile(join(folder, "extension/citus.control"), control);
  await writeFile(join(folder, "extension/citus--1.sql"), SCRIPT);
  return folder;
}

/** Makes the extension in a database; PostgreSQL finds files of extensions elsewhere since 18. */
export async function createCitus(sql: Sql, folder: string): Promise<void> {
  await sql.unsafe(`SET extension_control_path = '${folder}:$system'`);
  await sql.unsafe("CREATE EXTENSION citus");
  await sql.unsafe("RESET extension_control_path");
}

/** What was called since the last time. */
export async function citusCalls(sql: Sql): Promise<string[]> {
  const rows = await sql.unsafe<{ text: string }[]>("SELECT text FROM citus_stand_in.calls ORDER BY at");
  await sql.unsafe("DELETE FROM citus_stand_in.calls");
  return rows.map(({ text }) => text);
}
