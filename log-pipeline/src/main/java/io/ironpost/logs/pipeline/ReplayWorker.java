package io.ironpost.logs.pipeline;

import java.util.concurrent.BlockingQueue;

/// A thread that parses and matches batches in whatever order it gets them.
final class ReplayWorker implements Runnable {
  private final BlockingQueue<ReplayTask> tasks;
  private final Lane lane;

  ReplayWorker(BlockingQueue<ReplayTask> tasks, Lane lane) {
    this.tasks = tasks;
    this.lane = lane;
  }

  @Override
  public void run() {
    try {
      while (true) {
        tasks.take().run(lane);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the one way to stop a worker
    }
  }
}
