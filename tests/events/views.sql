-- The five views of the real schema, over the smallest tables that can fill them.
CREATE TABLE counter (workspace_id uuid PRIMARY KEY, epoch text NOT NULL, seq bigint NOT NULL, log_start bigint NOT NULL);
CREATE TABLE event (
    workspace_id uuid, seq bigint, type varchar(40) NOT NULL, project_id uuid, private_project_id uuid,
    admins_only boolean NOT NULL, user_id uuid, object_id uuid NOT NULL, body text NOT NULL,
    PRIMARY KEY (workspace_id, seq)
);
CREATE TABLE member (
    workspace_id uuid, user_id uuid, role text NOT NULL, private_project_ids uuid[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (workspace_id, user_id)
);
CREATE TABLE session (id uuid PRIMARY KEY, user_id uuid NOT NULL, expires_at timestamptz NOT NULL);
CREATE TABLE token (digest text PRIMARY KEY, id uuid NOT NULL, user_id uuid NOT NULL, expires_at timestamptz);
CREATE VIEW stream_event AS SELECT * FROM event;
CREATE VIEW stream_log AS SELECT * FROM counter;
CREATE VIEW stream_scope AS SELECT * FROM member;
CREATE VIEW stream_token AS SELECT * FROM token;
CREATE VIEW stream_session AS SELECT * FROM session
    UNION ALL SELECT id, user_id, coalesce(expires_at, 'infinity') FROM token;
GRANT SELECT ON stream_event, stream_log, stream_scope, stream_session, stream_token TO tasktide_events;
