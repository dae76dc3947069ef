/** 验收档案 for the command line: the whole file of an e-town, and whether a folder still is what was made. */
export { type Folder, type FolderFile, folderOf, SUMS } from './app/file/folder.ts'
