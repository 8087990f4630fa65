// SPDX-License-Identifier: MIT

export * from './account-store';
export * from './api-key-store';
export { answered } from './checked';
export * from './cloud-document-store';
export * from './database-session';
export * from './document-cache';
export * from './document-store';
export * from './local-only-document-store';
export * from './postgrest-database-session';
export { raisedError } from './raised-error';
export * from './share-store';
export * from './supabase-client-factory';
export * from './trash-store';
export * from './version-store';
export * from './cloud-configuration-protocol';
