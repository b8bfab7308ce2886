CREATE TABLE half_made (id INTEGER);
INSERT INTO no_such_table VALUES (1);
