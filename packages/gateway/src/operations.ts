// SPDX-License-Identifier: MIT

/** Every operation by the id that its route, its log line and its metrics have in common. */
export const OPERATIONS = [
    'documents.list',
    'documents.create',
    'documents.read',
    'documents.update',
    'documents.delete',
    'documents.restore',
    'versions.list',
    'versions.read',
    'versions.restore',
    'shares.list',
    'shares.create',
    'shares.revoke',
    'api_keys.list',
    'api_keys.create',
    'api_keys.read',
    'api_keys.revoke',
    'account.read',
    'tiers.list',
    'billing.checkout',
    'billing.portal',
    'billing.webhook',
    'contract.document',
    'contract.page',
    'system.health',
    'system.readiness',
    'system.metrics'
] as const;

export type OperationId = (typeof OPERATIONS)[number];
