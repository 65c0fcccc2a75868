-- The views of the real schema, over the smallest tables that can fill them.
CREATE TABLE counter (workspace_id uuid PRIMARY KEY, epoch text NOT NULL, seq bigint NOT NULL, log_start bigint NOT NULL);
CREATE TABLE event (
    workspace_id uuid, seq bigint, type varchar(40) NOT NULL, project_id uuid, private_project_id uuid,
    admins_only boolean NOT NULL, user_id uuid, object_id uuid NOT NULL, body text NOT NULL,
    PRIMARY KEY (workspace_id, seq)
);
CREATE TABLE member (
    workspace_id uuid, user_id uuid, role text NOT NULL, private_project_ids uuid[] NOT NULL DEFAULT '{}',
    timezone text NOT NULL DEFAULT 'UTC',
    PRIMARY KEY (workspace_id, user_id)
);
CREATE TABLE session (id uuid PRIMARY KEY, user_id uuid NOT NULL, expires_at timestamptz NOT NULL);
CREATE TABLE token (digest text PRIMARY KEY, id uuid NOT NULL, user_id uuid NOT NULL, expires_at timestamptz);
CREATE TABLE name (
    workspace_id uuid, source text, id uuid, name text, names text[], private_project_id uuid, is_archived boolean
);
CREATE TABLE field (
    workspace_id uuid, id uuid, key text, type text, options jsonb, project_id uuid, private_project_id uuid
);
CREATE TABLE task (
    workspace_id uuid, id uuid, project_id uuid, number integer, start_at timestamptz, due_at timestamptz,
    completed_at timestamptz, created_at timestamptz, updated_at timestamptz, fields jsonb, deleted_at timestamptz,
    private_project_id uuid, document text
);
CREATE TABLE key AS SELECT gen_random_uuid()::text AS secret;
CREATE VIEW stream_key AS SELECT * FROM key;
CREATE VIEW stream_event AS SELECT * FROM event;
CREATE VIEW stream_log AS SELECT * FROM counter;
CREATE VIEW stream_scope AS SELECT * FROM member;
CREATE VIEW stream_name AS SELECT * FROM name;
CREATE VIEW stream_field AS SELECT * FROM field;
CREATE VIEW stream_task AS SELECT * FROM task;
CREATE VIEW stream_token AS SELECT * FROM token;
CREATE VIEW stream_session AS SELECT * FROM session
    UNION ALL SELECT id, user_id, coalesce(expires_at, 'infinity') FROM token;
GRANT SELECT ON stream_event, stream_field, stream_key, stream_log, stream_name, stream_scope, stream_session, stream_task,
    stream_token TO tasktide_events;
