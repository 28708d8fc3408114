DROP TABLE "SHOP"."orders";
--> statement-breakpoint
DROP SCHEMA "SHOP";
--> statement-breakpoint
-- Memberships
REVOKE
  "${env}_lead",
  "the_owner_of_${env}_tools"
FROM "${env}_helper";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "${env}_helper";
DROP ROLE "${env}_lead";
DROP ROLE "${env}_shop_read";
DROP ROLE "${env}_shop_write";
