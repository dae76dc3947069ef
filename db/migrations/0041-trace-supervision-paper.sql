-- 0041 trace: what a supervisor found may rest on a paper: the sheet of a visit, a photo, a notice.
-- Lock cost: none, a nullable column; rows written before have none, so nothing is to be validated.

alter table trace.supervision
  add column paper text,
  add constraint supervision_paper foreign key (etown, paper) references platform.evidence (etown, sha256) not valid;
comment on column trace.supervision.paper is '凭据: 现场检查记录、照片或文书的 SHA-256, 原件在佐证库; 空为没有附件';
