-- Roles
CREATE ROLE "${env}_dpo";
--> statement-breakpoint
-- Revokes: DWH_USER_INFO
REVOKE ALL ON ROUTINE "DWH_USER_INFO"."decrypt"(bytea, text) FROM PUBLIC;
--> statement-breakpoint
-- Grants: DWH_USER_INFO
GRANT ALL ON ROUTINE "DWH_USER_INFO"."decrypt"(bytea, text) TO "${env}_dpo";
