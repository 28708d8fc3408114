-- Relations that are not PostgreSQL's own, but those of one schema ($1); indexes and TOAST tables go with their tables.
SELECT c.oid::text AS oid, n.nspname AS schema, c.relname AS name
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND n.nspname <> $1
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
