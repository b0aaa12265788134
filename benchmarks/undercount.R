# Bayesian log-linear models averaged by R's conting (see undercount.py).
# Usage: Rscript undercount.R TABLE.csv DRAWS; the table has columns of 0 and 1, then count. Prints,
# for interactions of two lists and of up to three, the order, then posterior mean, median and the
# ends of the 95 % interval of the total. Higher orders mix slowly and get three times the draws.
suppressMessages(library(conting))
given <- commandArgs(trailingOnly = TRUE)
table <- read.csv(given[1])
draws <- as.integer(given[2])
lists <- head(names(table), -1)
cells <- expand.grid(rep(list(0:1), length(lists)))
names(cells) <- lists
cells <- merge(cells, table, all.x = TRUE)
cells$count[is.na(cells$count)] <- 0
cells$count[rowSums(cells[lists]) == 0] <- NA
cells[lists] <- lapply(cells[lists], factor)
for (order in c(2, 3)) {
  set.seed(1)
  sweeps <- if (order == 2) draws else 3 * draws
  wanted <- as.formula(paste0("count ~ (", paste(lists, collapse = " + "), ")^", order))
  made <- bict(wanted, data = cells, n.sample = sweeps, prior = "UIP")
  total <- total_pop(made, n.burnin = sweeps %/% 10)$TOT
  ends <- quantile(total, c(.025, .5, .975))
  cat(order, mean(total), ends[2], ends[1], ends[3], "\n")
}
