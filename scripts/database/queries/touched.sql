-- Which objects are named (as JSON) or were written in this transaction, by catalog; a relation's columns count as
-- the relation. A row's xmin is the transaction or one of its savepoints, whose numbers come after it. Of such a
-- number that is within the snapshot, "in progress" and a row that can be seen mean that it is ours; one beyond
-- the snapshot can only be ours. 16777215: a row of ages ago looks as if it were of the future.
WITH asked AS MATERIALIZED (
  SELECT
    entry ->> 'kind' AS kind,
    n.oid AS schema,
    entry -> 'path' ->> 0 AS first,
    entry -> 'path' ->> 1 AS second,
    entry -> 'path' ->> 2 AS third
  FROM jsonb_array_elements($1::text::jsonb) AS entry
  LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = entry -> 'path' ->> 0
),
found AS (
  -- kinds: found
),
transaction AS MATERIALIZED (
  SELECT
    pg_current_xact_id_if_assigned()::text::bigint AS id,
    age(pg_current_xact_id_if_assigned()::xid) AS age,
    pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS beyond
),
stored AS (
  SELECT 'pg_class' AS catalog, attrelid AS oid, xmin FROM pg_catalog.pg_attribute
  UNION ALL
  -- kinds: stored
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
  SELECT catalog, oid FROM found
) AS touched
GROUP BY catalog
