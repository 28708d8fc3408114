-- The index of a name on a table, valid or not, or invalid ones that REINDEX CONCURRENTLY leaves of what its text names.
SELECT n.nspname AS schema, c.relname AS name, t.relname AS "table", i.indisvalid AS valid
FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE CASE WHEN $2::text <> '' THEN n.nspname = $1::text AND c.relname = $2::text AND t.relname = $4::text
  ELSE NOT i.indisvalid AND c.relname ~ '_cc(new|old)[0-9]*$' AND (
    position(t.relname::text IN $3::text) > 0 OR position(n.nspname::text IN $3::text) > 0
    OR position(regexp_replace(c.relname, '_cc(new|old)[0-9]*$', '') IN $3::text) > 0 OR $3::text ~* '^REINDEX.*\m(DATABASE|SYSTEM)\M')
END
ORDER BY 1, 2
