-- Revokes: DWH_USER_INFO
REVOKE ALL ON ROUTINE "DWH_USER_INFO"."decrypt"(bytea, text) FROM "${env}_dpo";
--> statement-breakpoint
-- Grants: DWH_USER_INFO
GRANT ALL ON ROUTINE "DWH_USER_INFO"."decrypt"(bytea, text) TO PUBLIC;
--> statement-breakpoint
-- Dropped roles
DROP ROLE "${env}_dpo";
