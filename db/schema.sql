-- 由 npm run gen 从系统表生成, 供阅读与比对, 不执行。Generated from the catalogue; never executed.

-- 平台: 租户目录、事件与审计链、任务、幂等键、证据文件
create schema platform;
grant usage on schema platform to ezhen_app;

-- 审计: 谁在何时对什么做了什么、成败; 与所记之事同一事务写入, 以哈希成链
create table platform.audit_entry (
  etown integer not null,
  seq bigint not null,
  at timestamp with time zone not null,
  actor text not null,
  act text not null,
  subject text not null,
  outcome text not null,
  detail jsonb not null,
  prev bytea not null,
  hash bytea not null,
  constraint audit_entry_pkey PRIMARY KEY (etown, seq),
  constraint audit_entry_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint audit_entry_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'refused'::text, 'failed'::text])))
);
alter table platform.audit_entry enable row level security;
alter table platform.audit_entry force row level security;
create policy one_etown on platform.audit_entry for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON platform.audit_entry FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON platform.audit_entry FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant select on platform.audit_entry to ezhen_app;

-- 链头: 每个e镇审计链与事件流的最新序号; 锁住此行才能追加, 故序号即提交次序且无空号
create table platform.chain_head (
  etown integer not null,
  audit_seq bigint not null default 0,
  audit_hash bytea not null default sha256('\x657a68656e20617564697420636861696e'::bytea),
  event_seq bigint not null default 0,
  constraint chain_head_pkey PRIMARY KEY (etown),
  constraint chain_head_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id)
);
grant select on platform.chain_head to ezhen_app;

-- 消费者进度: 已处理到的事件序号, 与处理结果同一事务推进
create table platform.consumer (
  etown integer not null,
  name text not null,
  seq bigint not null default 0,
  tries integer not null default 0,
  trouble text,
  constraint consumer_pkey PRIMARY KEY (etown, name),
  constraint consumer_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id)
);
alter table platform.consumer enable row level security;
alter table platform.consumer force row level security;
create policy one_etown on platform.consumer for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant insert, select, update on platform.consumer to ezhen_app;

-- e镇目录: 每个租户一行; 0 号为全平台
create table platform.etown (
  id integer not null,
  slug text not null,
  name text not null,
  county_code text not null,
  demonstration boolean not null default false, -- 演示数据: 每一屏都要标明
  created_at timestamp with time zone not null default now(),
  constraint etown_pkey PRIMARY KEY (id),
  constraint etown_county_code_check CHECK ((county_code ~ '^[0-9]{6}$'::text)),
  constraint etown_id_check CHECK ((id >= 0)),
  constraint etown_slug_check CHECK ((slug ~ '^[a-z0-9-]{2,64}$'::text)),
  constraint etown_slug_key UNIQUE (slug)
);
CREATE TRIGGER etown_opens_chain AFTER INSERT ON platform.etown FOR EACH ROW EXECUTE FUNCTION platform.open_chain();
grant select on platform.etown to ezhen_app;

-- 事件 (outbox): 与其变化同一事务写入; 各消费者按序号逐条处理, 至少一次
create table platform.event (
  etown integer not null,
  seq bigint not null,
  kind text not null,
  subject text not null,
  at timestamp with time zone not null,
  payload jsonb not null,
  evidence text[] not null default '{}'::text[],
  constraint event_pkey PRIMARY KEY (etown, seq),
  constraint event_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint event_kind_check CHECK ((kind ~ '^[a-z]+\.[a-z-]+$'::text))
);
alter table platform.event enable row level security;
alter table platform.event force row level security;
create policy one_etown on platform.event for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON platform.event FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON platform.event FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant select on platform.event to ezhen_app;

-- 证据文件: 以内容的 SHA-256 为地址; 只增不改
create table platform.evidence (
  etown integer not null,
  sha256 text not null, -- 送来时的内容哈希
  bytes bigint not null,
  media text not null,
  name text not null,
  stored text not null, -- 实际存放内容的哈希 (图片重新编码后与送来时不同)
  brought_by text not null,
  at timestamp with time zone not null default now(),
  constraint evidence_pkey PRIMARY KEY (etown, sha256),
  constraint evidence_bytes_check CHECK ((bytes >= 0)),
  constraint evidence_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint evidence_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint evidence_stored_check CHECK ((stored ~ '^[0-9a-f]{64}$'::text))
);
alter table platform.evidence enable row level security;
alter table platform.evidence force row level security;
create policy one_etown on platform.evidence for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON platform.evidence FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON platform.evidence FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on platform.evidence to ezhen_app;

-- 幂等键: 同一键同一请求只生效一次, 并得到同一答复
create table platform.idempotency (
  etown integer not null,
  account text not null,
  key text not null,
  request bytea not null,
  status integer,
  answer jsonb,
  at timestamp with time zone not null default now(),
  constraint idempotency_pkey PRIMARY KEY (etown, account, key),
  constraint idempotency_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint idempotency_key_check CHECK (((length(key) >= 8) AND (length(key) <= 128)))
);
alter table platform.idempotency enable row level security;
alter table platform.idempotency force row level security;
create policy one_etown on platform.idempotency for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant delete, insert, select, update on platform.idempotency to ezhen_app;

-- 任务: 耗时的工作, 有进度, 可离开再回来; 租约到期由别的进程重做
create table platform.job (
  etown integer not null,
  id bigint not null generated always as identity,
  kind text not null,
  input jsonb not null,
  state text not null default 'waiting'::text,
  progress jsonb not null default '{}'::jsonb,
  result jsonb,
  trouble text,
  tries integer not null default 0,
  run_at timestamp with time zone not null default now(),
  lease_until timestamp with time zone,
  asked_by text not null,
  asked_at timestamp with time zone not null default now(),
  ended_at timestamp with time zone,
  constraint job_pkey PRIMARY KEY (etown, id),
  constraint job_check CHECK (((state = 'running'::text) = (lease_until IS NOT NULL))),
  constraint job_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint job_kind_check CHECK ((kind ~ '^[a-z]+\.[a-z-]+$'::text)),
  constraint job_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text])))
);
CREATE INDEX job_open ON platform.job USING btree (etown, run_at) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));
alter table platform.job enable row level security;
alter table platform.job force row level security;
create policy one_etown on platform.job for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant insert, select, update on platform.job to ezhen_app;

CREATE OR REPLACE FUNCTION platform.audit_breaks(town integer)
 RETURNS TABLE(seq bigint, why text)
 LANGUAGE sql
 STABLE
AS $function$
  with linked as (
    select a.*, lag(a.hash, 1, sha256('ezhen audit chain')) over (order by a.seq) as before,
           row_number() over (order by a.seq) as place
    from platform.audit_entry a where a.etown = town
  )
  select l.seq, case when l.seq <> l.place then 'gap' when l.prev <> l.before then 'link' else 'content' end
  from linked l
  where l.seq <> l.place or l.prev <> l.before
     or l.hash <> platform.audit_hash(l.prev, l.etown, l.seq, l.at, l.actor, l.act, l.subject, l.outcome, l.detail)
  union all
  select h.audit_seq, 'tail' from platform.chain_head h
  where h.etown = town and h.audit_hash <> coalesce((select hash from platform.audit_entry where etown = town order by seq desc limit 1), sha256('ezhen audit chain'))
  order by 1
$function$;

CREATE OR REPLACE FUNCTION platform.audit_hash(prev bytea, etown integer, seq bigint, at timestamp with time zone, actor text, act text, subject text, outcome text, detail jsonb)
 RETURNS bytea
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select sha256(prev || convert_to(jsonb_build_array(etown, seq, extract(epoch from at), actor, act, subject, outcome, detail)::text, 'UTF8'))
$function$;

CREATE OR REPLACE FUNCTION platform.open_chain()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into platform.chain_head (etown) values (new.id);
  return new;
end $function$;

CREATE OR REPLACE FUNCTION platform.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '%.% 只增不改: append-only', tg_table_schema, tg_table_name using errcode = 'restrict_violation';
end $function$;

CREATE OR REPLACE FUNCTION platform.seal(acts jsonb, announcements jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'platform'
AS $function$
declare
  town int := platform.this_etown();
  head platform.chain_head;
  act jsonb;
  moment timestamptz := clock_timestamp();
  next_hash bytea;
begin
  select * into strict head from platform.chain_head where etown = town for update;
  for act in select value from jsonb_array_elements(acts) loop
    head.audit_seq := head.audit_seq + 1;
    next_hash := platform.audit_hash(head.audit_hash, town, head.audit_seq, moment, act->>'actor', act->>'act', act->>'subject', act->>'outcome', act->'detail');
    insert into platform.audit_entry values (town, head.audit_seq, moment, act->>'actor', act->>'act', act->>'subject', act->>'outcome', act->'detail', head.audit_hash, next_hash);
    head.audit_hash := next_hash;
  end loop;
  for act in select value from jsonb_array_elements(announcements) loop
    head.event_seq := head.event_seq + 1;
    insert into platform.event values (town, head.event_seq, act->>'kind', act->>'subject', moment, act->'payload',
      coalesce((select array_agg(x) from jsonb_array_elements_text(act->'evidence') x), '{}'));
  end loop;
  update platform.chain_head set audit_seq = head.audit_seq, audit_hash = head.audit_hash, event_seq = head.event_seq where etown = town;
  if jsonb_array_length(announcements) > 0 then
    perform pg_notify('ezhen_event', town::text);
  end if;
end $function$;
revoke all on function platform.seal(jsonb,jsonb) from public;
grant execute on function platform.seal(jsonb,jsonb) to ezhen_app;

CREATE OR REPLACE FUNCTION platform.this_etown()
 RETURNS integer
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select current_setting('app.etown')::int $function$;
