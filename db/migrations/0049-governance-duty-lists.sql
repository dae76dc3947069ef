-- 0049 governance: lists of duties a county lays down beside its plan. Lock cost: none, only a new table.
create table governance.duty_list (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  body text not null check (length(body) between 1 and 80),
  name text not null check (length(name) between 2 and 100),
  role text check (role in ('office', 'finance', 'agriculture', 'revitalization', 'approval', 'investment', 'publicity', 'township')),
  duties text[] not null check (cardinality(duties) between 1 and 40),
  document text not null check (length(document) between 2 and 200),
  in_force_from date not null,
  evidence text not null,
  made_by text not null,
  made_at timestamptz not null,
  primary key (etown, id),
  foreign key (etown, evidence) references platform.evidence (etown, sha256)
);
comment on table governance.duty_list is '责任清单: 方案没有按部门写明的职责, 由县里另行发文定下, 附文件; 一个单位以最近一份为准, 只增不改';
comment on column governance.duty_list.body is '方案机构的代码, 方案没有的为 listed- 加序号';
comment on column governance.duty_list.role is '哪个岗位的人算这个单位的; 空为只看单位名称';
create index duty_list_body on governance.duty_list (etown, body, id);
select platform.guard_tables('governance', only_appended => array['duty_list']);
