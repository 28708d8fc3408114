-- Which objects are named (as JSON) or were written in this transaction, by catalog; a relation's columns count as
-- the relation. A row's xmin is the transaction or one of its savepoints, whose numbers come after it. Of such a
-- number that is within the snapshot, "in progress" and a row that can be seen mean that it is ours; one beyond
-- the snapshot can only be ours. 16777215: a row of ages ago looks as if it were of the future.
WITH named AS MATERIALIZED (
  SELECT
    entry ->> 'kind' AS kind,
    n.oid AS schema,
    entry -> 'path' ->> 0 AS first,
    entry -> 'path' ->> 1 AS name,
    entry -> 'path' ->> 2 AS arguments
  FROM jsonb_array_elements($1::text::jsonb) AS entry
  LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = entry -> 'path' ->> 0
),
transaction AS MATERIALIZED (
  SELECT
    pg_current_xact_id_if_assigned()::text::bigint AS id,
    age(pg_current_xact_id_if_assigned()::xid) AS age,
    pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS beyond
),
stored AS (
  SELECT 'pg_database' AS catalog, oid, xmin FROM pg_catalog.pg_database
  UNION ALL SELECT 'pg_namespace', oid, xmin FROM pg_catalog.pg_namespace
  UNION ALL SELECT 'pg_class', oid, xmin FROM pg_catalog.pg_class
  UNION ALL SELECT 'pg_class', attrelid, xmin FROM pg_catalog.pg_attribute
  UNION ALL SELECT 'pg_proc', oid, xmin FROM pg_catalog.pg_proc
  UNION ALL SELECT 'pg_type', oid, xmin FROM pg_catalog.pg_type
  UNION ALL SELECT 'pg_language', oid, xmin FROM pg_catalog.pg_language
  UNION ALL SELECT 'pg_foreign_data_wrapper', oid, xmin FROM pg_catalog.pg_foreign_data_wrapper
  UNION ALL SELECT 'pg_foreign_server', oid, xmin FROM pg_catalog.pg_foreign_server
  UNION ALL SELECT 'pg_largeobject_metadata', oid, xmin FROM pg_catalog.pg_largeobject_metadata
  -- from 15: UNION ALL SELECT 'pg_parameter_acl', oid, xmin FROM pg_catalog.pg_parameter_acl
),
recent AS MATERIALIZED (
  SELECT catalog, oid, xmin FROM stored WHERE age(xmin) <= (SELECT age FROM transaction)
),
written AS (
  SELECT catalog, oid
  FROM recent, transaction, LATERAL (SELECT id + age - age(xmin) AS writer) AS each
  WHERE CASE
    WHEN writer - id > 16777215 THEN false
    WHEN writer >= beyond THEN true
    ELSE pg_xact_status(writer::text::xid8) = 'in progress'
  END
)
SELECT catalog, array_agg(DISTINCT oid)::text
FROM (
  SELECT catalog, oid FROM written
  UNION ALL
  SELECT 'pg_database', 0 FROM named WHERE kind = 'database'
  UNION ALL
  SELECT 'pg_namespace', schema FROM named WHERE kind = 'schema' AND schema IS NOT NULL
  UNION ALL
  SELECT 'pg_class', oid FROM pg_catalog.pg_class
  JOIN named ON relnamespace = schema AND relname = name AND kind IN ('table', 'column', 'sequence')
  UNION ALL
  SELECT 'pg_proc', oid FROM pg_catalog.pg_proc
  JOIN named ON pronamespace = schema AND proname = name AND kind = 'routine'
  WHERE oidvectortypes(proargtypes) = arguments
  UNION ALL
  SELECT 'pg_type', oid FROM pg_catalog.pg_type
  JOIN named ON typnamespace = schema AND typname = name AND kind = 'type'
  UNION ALL
  SELECT 'pg_language', oid FROM pg_catalog.pg_language JOIN named ON lanname = first AND kind = 'language'
  UNION ALL
  SELECT 'pg_foreign_data_wrapper', oid FROM pg_catalog.pg_foreign_data_wrapper
  JOIN named ON fdwname = first AND kind = 'foreign data wrapper'
  UNION ALL
  SELECT 'pg_foreign_server', oid FROM pg_catalog.pg_foreign_server
  JOIN named ON srvname = first AND kind = 'foreign server'
  UNION ALL
  SELECT 'pg_largeobject_metadata', oid FROM pg_catalog.pg_largeobject_metadata
  JOIN named ON oid::text = first AND kind = 'large object'
  -- from 15: UNION ALL SELECT 'pg_parameter_acl', oid FROM pg_catalog.pg_parameter_acl JOIN named ON parname = first AND kind = 'parameter'
) AS touched
GROUP BY catalog
