-- Who keeps a session waiting for a lock, as far as one may see.
SELECT b.pid, coalesce(pg_catalog.pg_get_userbyid(a.usesysid)::text, 'somebody') AS "user",
  nullif(a.application_name, '') AS application, a.state,
  extract(epoch FROM pg_catalog.clock_timestamp() - a.query_start)::float8 AS seconds
FROM pg_catalog.unnest(pg_catalog.pg_blocking_pids($1::int)) AS b (pid)
LEFT JOIN LATERAL pg_catalog.pg_stat_get_activity(b.pid) a ON true
ORDER BY b.pid
