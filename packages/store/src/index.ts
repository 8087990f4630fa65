// SPDX-License-Identifier: MIT

export * from './account/cloud-account';
export * from './account/cloud-sessions';
export * from './api-keys/cloud-api-keys';
export type { PageQuery } from './arguments';
export * from './cloud-document-store';
export * from './documents/cloud-documents';
export * from './documents/document-store';
export * from './folders/cloud-folders';
export * from './ownership/cloud-ownership';
export * from './search/cloud-search';
export { answered } from './session/validated';
export type { StoreOptions } from './session/database-functions';
export * from './session/database-session';
export * from './session/postgrest-database-session';
export { raisedError } from './session/raised-error';
export { renewingFetch } from './session/renewing-fetch';
export * from './session/supabase-client-factory';
export * from './shares/cloud-shares';
export * from './tiers/cloud-tiers';
export * from './trash/cloud-trash';
export * from './versions/cloud-versions';
