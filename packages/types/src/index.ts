// SPDX-License-Identifier: MIT

export * from './account';
export * from './account-export';
export * from './api-key';
export * from './api-key-scope';
export * from './audit-entry';
export * from './auth-session';
export * from './bounded-array';
export * from './cloud-configuration';
export * from './cloud-document';
export * from './cloud-document-uri';
export * from './cloud-error';
export * from './document-name';
export * from './document-share';
export * from './document-text';
export * from './document-version';
export * from './email-address';
export * from './error-codes';
export * from './error-details';
export * from './feature-gate';
export * from './hidden-characters';
export * from './idempotency-key';
export * from './items-page';
export * from './label';
export { keepLoopbackDirect } from './loopback';
export * from './rest-answers';
export * from './rest-bodies';
export * from './tier-limits';
