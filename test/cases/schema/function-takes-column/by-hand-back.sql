DROP FUNCTION "App".mine(integer), "App".mine(bigint);
