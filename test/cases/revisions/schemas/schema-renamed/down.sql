-- Renamed roles
ALTER ROLE "${env}_store_write" RENAME TO "${env}_shop_write";
ALTER ROLE "${env}_store_read" RENAME TO "${env}_shop_read";
--> statement-breakpoint
ALTER SCHEMA "STORE" RENAME TO "SHOP";
