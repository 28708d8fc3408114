-- Renamed roles
ALTER ROLE "${env}_shop_read" RENAME TO "${env}_store_read";
ALTER ROLE "${env}_shop_write" RENAME TO "${env}_store_write";
--> statement-breakpoint
ALTER SCHEMA "SHOP" RENAME TO "STORE";
