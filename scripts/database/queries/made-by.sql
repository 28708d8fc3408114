-- What roles made in schemas, by owner: $1 is [{"schema": ..., "role": ...}, ...]. Names are as in the queries of catalog/.
WITH makers AS (
  SELECT n.oid AS schema, nspname, r.oid AS role
  FROM jsonb_to_recordset($1::text::jsonb) AS maker(schema text, role text)
  JOIN pg_catalog.pg_namespace n ON nspname = maker.schema
  JOIN pg_catalog.pg_roles r ON rolname = maker.role
)
SELECT format('relation %I.%I', nspname, relname) AS object
FROM makers JOIN pg_catalog.pg_class ON relnamespace = schema AND relowner = role
UNION ALL
SELECT format('routine %I.%I(%s)', nspname, proname, pg_get_function_identity_arguments(p.oid))
FROM makers JOIN pg_catalog.pg_proc p ON pronamespace = schema AND proowner = role
UNION ALL
SELECT format('type %I.%I', nspname, typname)
FROM makers JOIN pg_catalog.pg_type ON typnamespace = schema AND typowner = role
UNION ALL
SELECT format('statistics %I.%I', nspname, stxname)
FROM makers JOIN pg_catalog.pg_statistic_ext ON stxnamespace = schema AND stxowner = role
