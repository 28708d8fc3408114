-- The sessions that hold an advisory lock of either first key in this database, and since when, as far as one may see.
SELECT l.pid, coalesce(a.usename, 'somebody') AS "user", nullif(a.application_name, '') AS application,
  to_char(a.xact_start, 'YYYY-MM-DD HH24:MI:SS TZ') AS since
FROM pg_catalog.pg_locks l
JOIN pg_catalog.pg_database d ON d.oid = l.database AND d.datname = current_database()
LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
WHERE l.locktype = 'advisory' AND l.granted AND l.classid = ANY (ARRAY[$1::bigint, $2::bigint]::oid[]) AND l.objid = ($3::bigint & 4294967295)::oid AND l.objsubid = 2
ORDER BY l.classid
