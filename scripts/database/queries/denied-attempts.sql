-- Which attempts ($1) on relations are sure to fail, since the role has the privilege neither on the relation nor on
-- one of its columns. By OIDs, so that nobody needs USAGE on the schema to be asked about.
SELECT index
FROM jsonb_to_recordset($1::text::jsonb)
  AS attempt (index int, role text, schema text, name text, privilege text, columns bool)
JOIN pg_catalog.pg_roles r ON r.rolname = role
JOIN pg_catalog.pg_namespace n ON n.nspname = schema
JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = name
WHERE NOT CASE
  WHEN columns THEN has_any_column_privilege(r.oid, c.oid, privilege)
  ELSE has_table_privilege(r.oid, c.oid, privilege)
END
