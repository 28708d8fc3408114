-- The sequences that one may read, each with its last value.
SELECT schemaname AS schema, sequencename AS name, coalesce(last_value::text, '') AS value
FROM pg_catalog.pg_sequences
WHERE schemaname !~ '^pg_'
