DROP TABLE "CRM"."client";
--> statement-breakpoint
DROP TABLE "CRM"."keys";
--> statement-breakpoint
DROP TABLE "SHOP"."orders";
--> statement-breakpoint
DROP SCHEMA "CRM";
--> statement-breakpoint
DROP SCHEMA "SHOP";
--> statement-breakpoint
-- Memberships
REVOKE
  "${env}_crm_read",
  "${env}_shop_read"
FROM "${env}_analyst";
REVOKE "${env}_analyst" FROM "${env}_sync";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "${env}_analyst";
DROP ROLE "${env}_crm_read";
DROP ROLE "${env}_crm_write";
DROP ROLE "${env}_sensitive_crm_read";
DROP ROLE "${env}_sensitive_crm_write";
DROP ROLE "${env}_shop_read";
DROP ROLE "${env}_shop_write";
DROP ROLE "${env}_sync";
