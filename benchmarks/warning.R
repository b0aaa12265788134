# The alarms of R's surveillance for each column of in.csv, one file a method (see warning.py).
suppressMessages(library(surveillance))
folder <- commandArgs(trailingOnly = TRUE)[1]
counts <- as.matrix(read.csv(file.path(folder, "in.csv"), header = FALSE))
weeks <- nrow(counts)

write_alarms <- function(name, alarm_of) {
  columns <- sapply(seq_len(ncol(counts)), function(i) as.integer(alarm_of(as.numeric(counts[, i]))))
  write.table(columns, file.path(folder, paste0(name, ".csv")),
              sep = ",", row.names = FALSE, col.names = FALSE)
}

old <- function(years, from) function(y) {
  object <- create.disProg(week = seq_len(weeks), observed = y, state = rep(0, weeks), freq = 52)
  suppressWarnings(algo.farrington(object, list(
    range = from:weeks, b = years, w = 3, reweight = TRUE, alpha = 0.05, trend = TRUE,
    limit54 = c(5, 4), powertrans = "2/3")))$alarm
}
flexible <- function(years, from, alpha) function(y) {
  object <- new("sts", observed = matrix(y), freq = 52, start = c(2001, 1))
  found <- suppressWarnings(farringtonFlexible(object, list(
    range = from:weeks, b = years, w = 3, noPeriods = 10, pastWeeksNotIncluded = 26,
    weightsThreshold = 2.58, thresholdMethod = "nbPlugin", alpha = alpha, glmWarnings = FALSE)))
  alarm <- alarms(found)
  ifelse(is.na(alarm), 0, alarm)
}
ears <- function(method) function(y) {
  object <- new("sts", observed = matrix(y), freq = 52, start = c(2001, 1))
  alarm <- alarms(earsC(object, list(method = method)))
  ifelse(is.na(alarm), 0, alarm)
}
cusum <- function(y) {
  object <- create.disProg(week = seq_len(weeks), observed = y, state = rep(0, weeks), freq = 52)
  algo.glrnb(object, list(
    range = seq_len(weeks), c.ARL = 4, mu0 = rep(2, weeks), alpha = 0.5, theta = log(2),
    ret = "value"))$alarm
}

write_alarms("farrington2", old(2, 114))
write_alarms("farrington3", old(3, 160))
write_alarms("flexible2", flexible(2, 114, 0.05))
write_alarms("flexible3", flexible(3, 160, 0.01))
for (method in c("C1", "C2", "C3")) write_alarms(paste0("ears", method), ears(method))
write_alarms("cusum", cusum)
