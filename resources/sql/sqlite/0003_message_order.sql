-- Which of many hits are the newest, without reading their wide rows: asked by id, answered from the index alone.
CREATE INDEX message_order ON message (id, arrived_at);
