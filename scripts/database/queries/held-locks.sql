-- The locks of this session on relations, but for those of reading.
SELECT relation::text AS oid, mode
FROM pg_catalog.pg_locks
WHERE pid = pg_catalog.pg_backend_pid() AND granted AND locktype = 'relation'
  AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
  AND mode <> 'AccessShareLock'
ORDER BY relation, mode
