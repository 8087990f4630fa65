// SPDX-License-Identifier: MIT

export * from './cloud-document-store';
export * from './database-session';
export * from './document-cache';
export * from './document-store';
export * from './local-only-document-store';
export * from './postgrest-database-session';
export * from './supabase-client-factory';
export * from './cloud-configuration-protocol';
