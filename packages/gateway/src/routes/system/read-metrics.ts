// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import type { Metrics } from '../../observability/metrics';
import { operation } from '../operation';

export function readMetrics({ registry }: Metrics) {
    return operation(
        {
            id: 'system.metrics',
            access: 'everyone',
            method: 'get',
            path: '/metrics',
            summary: 'Read the metrics for Prometheus',
            responses: {
                200: {
                    description: 'The metrics in the text format of Prometheus',
                    content: { 'text/plain': { schema: z.string() } }
                }
            }
        },
        async context => {
            const figures = await registry.metrics();
            return context.text(figures, 200, { 'Content-Type': registry.contentType });
        }
    );
}
