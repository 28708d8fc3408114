-- Routines that do what their owner may: schema, name, argument types as GRANT ... ON ROUTINE knows them.
SELECT nspname, proname, oidvectortypes(proargtypes)
FROM pg_catalog.pg_proc
JOIN pg_catalog.pg_namespace ns ON ns.oid = pronamespace
WHERE prosecdef AND pg_proc.oid >= 16384
ORDER BY 1, 2, 3
