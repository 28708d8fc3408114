DROP TABLE "CRM"."client";
--> statement-breakpoint
DROP TABLE "CRM"."keys";
--> statement-breakpoint
DROP SCHEMA "CRM";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "${env}_crm_read";
DROP ROLE "${env}_crm_write";
DROP ROLE "${env}_sensitive_crm_read";
DROP ROLE "${env}_sensitive_crm_write";
