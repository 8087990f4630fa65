// SPDX-License-Identifier: MIT

/** The ids of all operations, as in routes, log lines and metrics. */
export const OPERATION_IDS = [
    'documents.list',
    'documents.create',
    'documents.read',
    'documents.update',
    'documents.delete',
    'documents.restore',
    'documents.search',
    'folders.list',
    'folders.move',
    'versions.list',
    'versions.read',
    'versions.restore',
    'shares.list',
    'shares.create',
    'shares.revoke',
    'received_shares.leave',
    'blocked_owners.list',
    'blocked_owners.add',
    'blocked_owners.remove',
    'api_keys.list',
    'api_keys.create',
    'api_keys.read',
    'api_keys.revoke',
    'account.read',
    'account.export',
    'tiers.list',
    'billing.plans',
    'billing.checkout',
    'billing.portal',
    'billing.webhook',
    'contract.document',
    'contract.page',
    'system.health',
    'system.readiness',
    'system.metrics'
] as const;

export type OperationId = (typeof OPERATION_IDS)[number];
