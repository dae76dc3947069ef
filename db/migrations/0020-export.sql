-- 0020 export: files of rows that somebody asked for, and who let them out.
-- Lock cost: none, the table is new.

create schema export;
comment on schema export is '导出: 谁因何要走了哪些行, 谁放行, 下载了几次';

create table export.export (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  kind text not null check (kind ~ '^[a-z]+\.[a-z-]+$'),
  ask jsonb not null,
  format text not null check (format in ('xlsx', 'csv')),
  personal boolean not null,
  reason text not null check (length(reason) between 2 and 200),
  asked_by text not null,
  asked_at timestamptz not null,
  job bigint not null,
  state text not null default 'making' check (state in ('making', 'held', 'ready', 'declined', 'failed')),
  rows bigint check (rows >= 0),
  file text,
  file_name text,
  refusals jsonb not null default '[]',
  ready_at timestamptz,
  decided_by text,
  decided_at timestamptz,
  decision_reason text check (length(decision_reason) between 2 and 200),
  downloads int not null default 0 check (downloads >= 0),
  primary key (etown, id),
  unique (etown, job),
  foreign key (etown, job) references platform.job (etown, id),
  foreign key (etown, file) references platform.evidence (etown, sha256),
  check ((state in ('held', 'ready', 'declined')) = (file is not null)),
  check ((file is null) = (file_name is null) and (file is null) = (rows is null)),
  check ((state = 'ready') = (ready_at is not null)),
  check ((decided_by is null) = (decided_at is null) and (decided_by is null) = (decision_reason is null)),
  check (state <> 'declined' or decided_by is not null),
  check (decided_by <> asked_by),
  check (downloads = 0 or ready_at is not null)
);
comment on table export.export is '导出: 每次要走的行, 理由、文件与放行; 文件是加密证据, 放行后 24 小时内只有申请人可下载';
comment on column export.export.ask is '要哪些行: 由该类导出自己解读, 含申请时的行级权限';
comment on column export.export.personal is '含完整个人信息, 须另一人放行';
comment on column export.export.decided_by is '放行或不放行的人, 不可以是申请人';
comment on column export.export.ready_at is '可下载之时; 24 小时后失效';
create index export_asked on export.export (etown, asked_by, id desc);
create index export_held on export.export (etown, id) where state = 'held';

select platform.guard_tables('export', changing => array['export']);
grant select, insert, update (state, rows, file, file_name, refusals, ready_at, decided_by, decided_at, decision_reason, downloads)
  on export.export to ezhen_app;
