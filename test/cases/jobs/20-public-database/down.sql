-- What PUBLIC has by itself
-- when server < 15
GRANT CREATE ON SCHEMA "public" TO PUBLIC;
--> statement-breakpoint
-- Revokes
REVOKE CONNECT ON DATABASE "${database}" FROM "${env}_people";
--> statement-breakpoint
-- Grants
GRANT CONNECT, TEMPORARY ON DATABASE "${database}" TO PUBLIC;
--> statement-breakpoint
-- Dropped roles
DROP ROLE "${env}_people";
