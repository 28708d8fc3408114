-- What somebody made in a database, but what extensions brought; a few of it.
WITH made (class, oid, thing) AS (
  SELECT 'pg_catalog.pg_namespace'::regclass, n.oid, format('the schema %s', n.nspname)
  FROM pg_catalog.pg_namespace n
  WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('public', 'information_schema')
  UNION ALL
  SELECT 'pg_catalog.pg_class'::regclass, c.oid, format('%s.%s', n.nspname, c.relname)
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  UNION ALL
  SELECT 'pg_catalog.pg_proc'::regclass, p.oid, format('%s.%s()', n.nspname, p.proname)
  FROM pg_catalog.pg_proc p
  JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
  WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  UNION ALL
  SELECT 'pg_catalog.pg_type'::regclass, t.oid, format('the type %s.%s', n.nspname, t.typname)
  FROM pg_catalog.pg_type t
  JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
  WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND t.typtype IN ('d', 'e', 'r', 'b')
)
SELECT made.thing
FROM made
WHERE NOT EXISTS (
  SELECT FROM pg_catalog.pg_depend e
  WHERE e.classid = made.class AND e.objid = made.oid AND e.deptype = 'e'
)
LIMIT 4
